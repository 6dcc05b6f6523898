import { isSafeSequence } from '@kartu/core/challenge'
import { CaptureError } from '../capture-error.ts'

/** Colours of a challenge and how long each is shown. */
export interface FlashSequence {
  /** `#RRGGBB`, in display order. */
  readonly colors: readonly string[]
  /** Milliseconds, one per colour. */
  readonly holdMs: readonly number[]
}

/** Holds shorter than this cannot be shown to a camera; what is longer is no flash (contract §3 has 300–600 ms). */
const HOLD_MS_RANGE = [100, 5_000] as const

/**
 * A page that drew one colour late makes up for it in the next ones, so that the times of the sequence stay those that the
 * service expects; but each colour keeps this share of its hold.
 */
export const LEAST_HOLD_SHARE = 0.8

/**
 * Throws `flash_unsafe` unless the sequence keeps the flash thresholds of WCAG 2.3.1, even where every hold is cut to its least. The
 * server keeps them too, with this same function; whatever else answers in its place shall not make this page flash.
 */
export function demandSafeSequence({ colors, holdMs }: FlashSequence): void {
  const [least, most] = HOLD_MS_RANGE
  const isShowable = colors.length > 0 && holdMs.every((hold) => hold >= least && hold <= most)
  const isColor = colors.every((color) => /^#[0-9A-F]{6}$/i.test(color))
  const cut = holdMs.map((hold) => hold * LEAST_HOLD_SHARE)
  if (!isShowable || !isColor || !isSafeSequence(colors, holdMs) || !isSafeSequence(colors, cut))
    throw new CaptureError('flash_unsafe', 'the colour sequence is not safe to show')
}
