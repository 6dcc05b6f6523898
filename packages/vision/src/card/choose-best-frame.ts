import type { RgbImage } from '../image/image.ts'
import type { LocatedCard } from './located-card.ts'
import { qualityOf, type CardQuality } from './quality-of.ts'

/** At this width body text has 15 px capitals (domain notes §3.8); more does not read better. */
const ENOUGH_WIDTH_PX = 1000
/** Glare on a tenth of the card hides one field or two. */
const GLARE_WEIGHT = 5
const DARKNESS_WEIGHT = 0.7
/** Under one-coloured light the portrait and coloured print vanish, black text does not. */
const CAST_WEIGHT = 0.5
/** From this contrast of its print on a card reads no better; below it the light has washed it out. */
const ENOUGH_CONTRAST = 0.35

/** Index of the frame to read: sharp, large, evenly and neutrally lit, not washed out; the first of equals. −1 when no frame has a card. */
export function chooseBestFrame(
  frames: readonly { readonly image: RgbImage }[],
  cards: readonly (LocatedCard | null)[],
): number {
  let best = -1
  let most = -Infinity
  frames.forEach((frame, index) => {
    const card = cards[index]
    if (card === undefined || card === null) return
    const worth = readability(qualityOf(frame.image, card))
    if (worth > most) {
      most = worth
      best = index
    }
  })
  return best
}

function readability(quality: CardQuality): number {
  const size = Math.min(1, quality.widthPx / ENOUGH_WIDTH_PX)
  const glare = Math.max(0, 1 - GLARE_WEIGHT * quality.glareFraction)
  return (
    quality.sharpness *
    Math.sqrt(size) *
    glare *
    (1 - DARKNESS_WEIGHT * quality.darkness) *
    (1 - CAST_WEIGHT * quality.castFraction) *
    Math.min(1, quality.contrast / ENOUGH_CONTRAST)
  )
}
