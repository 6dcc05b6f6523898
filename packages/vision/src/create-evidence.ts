import { chooseBestFrame } from './card/choose-best-frame.ts'
import { rectifyCard } from './card/rectify-card.ts'
import type { Evidence } from './evidence.ts'
import type { RgbImage } from './image/image.ts'

/** Everything that is known before anything is derived. Without `bestFrame` the most readable frame is chosen. */
export type EvidenceParts = Omit<Evidence, 'rectified' | 'bestFrame'> & { readonly bestFrame?: number }

/** Bundles what a capture showed for the voters; resampled cards are made on first use and kept. */
export function createEvidence(parts: EvidenceParts): Evidence {
  const { frames, cards } = parts
  const rectified = new Map<string, RgbImage | null>()
  return {
    ...parts,
    bestFrame: parts.bestFrame ?? chooseBestFrame(frames, cards),
    rectified(frameIndex, widthPx) {
      const key = `${frameIndex}/${widthPx}`
      const known = rectified.get(key)
      if (known !== undefined) return known
      const [frame, card] = [frames[frameIndex], cards[frameIndex]]
      const made = frame && card ? rectifyCard(frame.image, card, widthPx) : null
      rectified.set(key, made)
      return made
    },
  }
}
