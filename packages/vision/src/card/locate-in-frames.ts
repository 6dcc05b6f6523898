import type { RgbImage } from '../image/image.ts'
import { locateInFrame, prepareFrame } from './locate-card.ts'
import type { LocatedCard } from './located-card.ts'
import { trackCard, type TrackedFrame } from './track-card.ts'

/**
 * Finds the card in the frames of one capture, in their order: located once, then followed, and located anew wherever it
 * was lost. One entry a frame; null where there is no card.
 */
export function locateInFrames(images: readonly RgbImage[]): (LocatedCard | null)[] {
  let previous: TrackedFrame | null = null
  return images.map((image) => {
    const frame = prepareFrame(image)
    const card: LocatedCard | null =
      (previous && trackCard(previous, image, frame)) ?? locateInFrame(image, frame)
    if (card !== null) previous = { card, frame }
    return card
  })
}
