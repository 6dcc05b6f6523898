import type { RgbImage } from '../image/image.ts'
import { locateInFrame, prepareFrame } from './locate-card.ts'
import type { LocatedCard } from './located-card.ts'
import { trackCard } from './track-card.ts'

/**
 * Finds the card in the frames of one capture, in their order: located once, then followed, and located anew wherever it was lost. From
 * there it is followed backwards too, into frames in which it was not found or less surely. One entry a frame; null where there is no card.
 */
export function locateInFrames(images: readonly RgbImage[]): (LocatedCard | null)[] {
  const frames = images.map(prepareFrame)
  const cards: (LocatedCard | null)[] = images.map(() => null)
  const follow = (from: number, to: number): LocatedCard | null => {
    const card = cards[from]
    return card ? trackCard({ card, frame: frames[from]! }, images[to]!, frames[to]!) : null
  }
  const anew = new Set<number>()
  let last = -1
  for (let i = 0; i < images.length; i += 1) {
    cards[i] = follow(last, i)
    if (cards[i] === null) {
      cards[i] = locateInFrame(images[i]!, frames[i]!)
      anew.add(i)
    }
    if (cards[i] !== null) last = i
  }
  for (let i = images.length - 2; i >= 0; i -= 1) {
    const known = cards[i]
    if (known && !anew.has(i + 1)) continue
    const card = follow(i + 1, i)
    if (card === null || (known && card.confidence <= known.confidence)) continue
    cards[i] = card
    // What led up to it is less sure as well.
    anew.add(i)
  }
  return cards
}
