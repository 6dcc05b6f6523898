import { createClock } from '@kartu/core'
import type { FlashChallenge, Frame } from '../evidence.ts'

/** Which colours could have been on the screen when the frames were taken. */
export interface FlashAlignment {
  /** Index into the frames that take part. */
  readonly frames: readonly number[]
  /** Times or positions of those frames, for drift removal; arbitrary unit, strictly ordered. */
  readonly times: readonly number[]
  /** Candidate assignments frame → step of the code, one per plausible display-to-sensor delay. */
  readonly steps: readonly (readonly number[])[]
  /** True when the frames carry their own times; otherwise the order alone decides. */
  readonly timed: boolean
}

/**
 * Delays between a colour's reported start and its light reaching the sensor, ms. Display pipelines and cameras add tens
 * of milliseconds and the amount is stable on one device (pad.md §1.4), so one delay is fitted per capture.
 */
const DELAYS_MS = [0, 50, 100, 150] as const

/**
 * Assigns frames to steps of the code. With `frameTimesMs` the step is the one on display at that time less a small
 * delay; without, the frames are taken to be spread evenly over the code in order. Null when times run backwards.
 */
export function alignFrames(
  frames: readonly Frame[],
  taking: readonly number[],
  challenge: FlashChallenge,
): FlashAlignment | null {
  const steps = challenge.colors.length
  const tMs = taking.map((index) => frames[index]?.tMs ?? null)
  const known = tMs.filter((t) => t !== null)
  if (known.length < taking.length) {
    const even = taking.map((index) =>
      Math.min(steps - 1, Math.floor(((index + 0.5) * steps) / frames.length)),
    )
    return { frames: taking, times: taking.map(Number), steps: [even], timed: false }
  }
  for (let i = 1; i < known.length; i++) if (known[i]! <= known[i - 1]!) return null
  const stepAt = createClock(challenge.holdMs)
  const candidates = new Map<string, readonly number[]>()
  for (const delayMs of DELAYS_MS) {
    const assigned = known.map((t) => stepAt(Math.max(0, t - delayMs)))
    candidates.set(assigned.join(), assigned)
  }
  return { frames: taking, times: known, steps: [...candidates.values()], timed: true }
}
