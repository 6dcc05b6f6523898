import { KartuError } from '@kartu/core'
import type { JobRunner } from '../jobs/job-runner.ts'
import type { JobWaiter } from '../jobs/job-waiter.ts'
import { admitToQueue, type AcceptParts } from './accept-parts.ts'
import { acceptCapture } from './pipeline.ts'
import { JUDGE_CAPTURE } from './store-capture.ts'
import type { AcceptedCapture, Submission } from './submission.ts'

/** Bytes of bodies held at once: a burst beyond it is refused at the door, not swapped to disk. */
const BODY_BYTES_MAX = 320 * 1024 * 1024
/** Longer than any queue that was let in can take; a caller who waited this long reads the verdict later. */
const JUDGEMENT_WAIT_MS = 60_000

/** The way of a capture through this node: admitted, accepted, waited for. */
export interface CaptureIntake {
  /**
   * Reserves room for a body before its first byte is read; the answer gives it back.
   * @throws KartuError `queue_full`
   */
  reserve(bytes: number): () => void
  /** @throws KartuError every refusal of `acceptCapture` */
  accept(submission: Submission): Promise<AcceptedCapture>
  /**
   * Waits until some node has judged an accepted capture.
   * @throws KartuError `queue_full` when that takes too long; what `signal` was aborted with
   */
  untilJudged(accepted: AcceptedCapture, signal: AbortSignal): Promise<void>
  /** Accepted here and not judged yet. */
  readonly waiting: number
}

export type IntakeParts = Omit<AcceptParts, 'waiting'> & {
  readonly runner: Pick<JobRunner, 'wake'>
  readonly waiter: JobWaiter
}

/** Builds the intake of one process. */
export function createCaptureIntake(parts: IntakeParts): CaptureIntake {
  let waiting = 0
  let heldBytes = 0
  const acceptParts: AcceptParts = { ...parts, waiting: () => waiting }
  return {
    get waiting() {
      return waiting
    },
    reserve(bytes) {
      admitToQueue(acceptParts)
      if (heldBytes > 0 && heldBytes + bytes > BODY_BYTES_MAX) {
        throw new KartuError('queue_full', 'Too many bodies are being received')
      }
      heldBytes += bytes
      return () => {
        heldBytes -= bytes
      }
    },
    accept: (submission) =>
      acceptCapture(
        {
          ...submission,
          async onAccepted(tx, accepted) {
            // Asked again within the transaction: of many that came through the door at once few are in one.
            admitToQueue(acceptParts)
            await submission.onAccepted(tx, accepted)
          },
        },
        acceptParts,
      ),
    async untilJudged({ bundleId }, signal) {
      waiting += 1
      try {
        parts.runner.wake()
        const options = { timeoutMs: JUDGEMENT_WAIT_MS, signal }
        const outcome = await parts.waiter.wait(JUDGE_CAPTURE, bundleId, options)
        if (outcome !== 'done')
          throw new KartuError('queue_full', `The judgement is ${outcome}`, { ktpBundleId: bundleId })
      } finally {
        waiting -= 1
      }
    },
  }
}
