import type { RgbImage } from '../image/image.ts'
import { locateInWorking } from './locate-card.ts'
import { workingImage } from './locate/working-image.ts'
import type { LocatedCard } from './located-card.ts'
import { trackCard, type TrackedFrame } from './track-card.ts'

/**
 * Finds the card in the frames of one capture, in their order: located once, then followed, and located anew wherever it
 * was lost. One entry a frame; null where there is no card.
 */
export function locateInFrames(images: readonly RgbImage[]): (LocatedCard | null)[] {
  let previous: TrackedFrame | null = null
  return images.map((image) => {
    const working = workingImage(image)
    const card: LocatedCard | null =
      (previous && trackCard(previous, image, working)) ?? locateInWorking(image, working)
    if (card !== null) previous = { card, working }
    return card
  })
}
