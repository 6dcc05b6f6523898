import { KartuError, type BlobStore } from '@kartu/core'
import type { StoreContext } from '../store/store-context.ts'
import type { ProbedFrame, ReadCapture } from './submission.ts'

/** What accepting a capture needs. */
export interface AcceptParts {
  readonly ctx: StoreContext
  readonly blobs: BlobStore
  /** The two stages that chew megabytes, off the event loop. */
  readonly intake: {
    readCapture(body: Uint8Array): Promise<ReadCapture>
    probeFrames(frames: readonly Uint8Array[]): Promise<readonly ProbedFrame[]>
  }
  /** Captures of this node that are accepted and not judged yet. */
  readonly waiting: () => number
  readonly queueLimit: number
}

/**
 * Refuses while the queue is full, before anything is consumed: the same bundle may come again.
 * @throws KartuError `queue_full`
 */
export function admitToQueue(parts: Pick<AcceptParts, 'waiting' | 'queueLimit'>): void {
  if (parts.waiting() >= parts.queueLimit) throw new KartuError('queue_full', 'The judging queue is full')
}
