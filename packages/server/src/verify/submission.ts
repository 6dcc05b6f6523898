import type { CaptureBundle } from '@kartu/contract'
import type { Principal } from '../http/principal.ts'
import type { Tx } from '../store/tables.ts'

/** A capture as it came in: bytes and who sent them. */
export interface Submission {
  readonly principal: Principal
  /** The request's JSON, at most 32 MiB; the stage that reads it takes the memory over. */
  readonly body: Uint8Array
  readonly receivedAtMs: number
  /** Called in the transaction that accepts the capture, and bound to its fate. */
  readonly onAccepted: (tx: Tx, accepted: AcceptedCapture) => Promise<void>
}

/** The request parsed and checked against the contract, frames as file bytes. Nothing in it has been believed yet. */
export interface ReadCapture {
  readonly customerId: string
  readonly hmacKey: string | undefined
  /** As received but for `frames`, whose texts are dropped: the signature covers their digests instead. */
  readonly bundle: CaptureBundle
  readonly frames: readonly Uint8Array[]
  /** Lower-case hex SHA-256, one a frame. */
  readonly digests: readonly string[]
}

/** What a frame's file says about itself, after it was decoded once to make sure. */
export interface ProbedFrame {
  readonly contentType: 'image/jpeg' | 'image/png' | 'image/webp'
  readonly widthPx: number
  readonly heightPx: number
}

/** A capture that is stored, has consumed its challenge and waits to be judged. */
export interface AcceptedCapture {
  readonly organisationId: string
  readonly bundleId: string
}
