import { KartuError } from '@kartu/core'
import type { Signer } from './resolve-signer.ts'
import type { ReadCapture } from './submission.ts'

/** Contract §4: phones' clocks are this wrong, and no more is forgiven. */
const CLOCK_SKEW_MS = 2 * 60_000
/** Contract §4: how long before its arrival a bundle without a challenge may have been captured, or after. */
const RAW_WINDOW_MS = 5 * 60_000

/**
 * Throws unless the capture was made when it could have been, and its challenge can still be consumed. The challenge is
 * asked again, atomically, when it is consumed; asking now spares decoding what is refused anyway.
 * @throws KartuError `captured_at_out_of_window` | `challenge_expired` | `challenge_consumed`
 */
export function verifyWindow(capture: ReadCapture, signer: Signer, nowMs: number): void {
  const capturedAtMs = Date.parse(capture.bundle.capturedAt)
  const { challenge } = signer
  const [earliestMs, latestMs] =
    challenge === null
      ? [nowMs - RAW_WINDOW_MS, nowMs + RAW_WINDOW_MS]
      : [challenge.issuedAt.getTime() - CLOCK_SKEW_MS, nowMs + CLOCK_SKEW_MS]
  if (!(capturedAtMs >= earliestMs && capturedAtMs <= latestMs)) {
    throw new KartuError('captured_at_out_of_window', 'capturedAt lies outside its window')
  }
  if (challenge === null) return
  if (challenge.consumedAt !== null)
    throw new KartuError('challenge_consumed', 'The challenge was consumed before')
  if (challenge.expiresAt.getTime() <= nowMs)
    throw new KartuError('challenge_expired', 'The challenge has expired')
}
