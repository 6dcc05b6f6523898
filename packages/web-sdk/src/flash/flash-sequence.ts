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
 * Throws `flash_unsafe` unless the sequence keeps the flash thresholds of WCAG 2.3.1. The server keeps them too, with this
 * same function; whatever else answers in its place shall not make this page flash.
 */
export function demandSafeSequence({ colors, holdMs }: FlashSequence): void {
  const [least, most] = HOLD_MS_RANGE
  const isShowable = colors.length > 0 && holdMs.every((hold) => hold >= least && hold <= most)
  const isSafe = colors.every((color) => /^#[0-9A-F]{6}$/i.test(color)) && isSafeSequence(colors, holdMs)
  if (!isShowable || !isSafe)
    throw new CaptureError('flash_unsafe', 'the colour sequence is not safe to show')
}
