import type { UnreadHint } from '@kartu/core'
import type { LocatedCard } from '../card/located-card.ts'
import type { LineReading } from './read-line.ts'

/** Cards narrower than this in the frame leave capitals under 9 px (ktp-domain §3.8 asks to reject below 600). */
const TOO_SMALL_PX = 600
/** A line of which this much is blown out and whose ink is this pale lies under a reflection. */
const GLARE_SATURATED = 0.35
const GLARE_CONTRAST = 0.3
/** Sharp print has few pixels between paper and ink for each ink pixel; blurred print more than this. */
const BLUR_RATIO = 1.6

/** Why a line could not be read with certainty: what the applicant can do about it. */
export function hintFor(readings: readonly LineReading[], card: LocatedCard): UnreadHint {
  const worst = readings.reduce((a, b) => (b.certainty < a.certainty ? b : a))
  if (worst.crop.saturated > GLARE_SATURATED && worst.crop.contrast < GLARE_CONTRAST) return 'glare'
  if (card.widthPx < TOO_SMALL_PX) return 'too_small'
  if (greyShare(worst) > BLUR_RATIO) return 'blur'
  return 'low_confidence'
}

/** Pixels between paper and ink per ink pixel. */
function greyShare(reading: LineReading): number {
  let grey = 0
  let ink = 0
  for (const level of reading.crop.tensor.data) {
    if (level < -0.5) ink++
    else if (level < 0.5) grey++
  }
  return grey / Math.max(1, ink)
}
