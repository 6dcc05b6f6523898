import type { RgbImage } from '../image/image.ts'
import { locateInFrame, prepareFrame, type PreparedFrame } from './locate-card.ts'
import type { LocatedCard } from './located-card.ts'
import { placeByPrint } from './place-by-print.ts'
import { isSamePrint, trackCard } from './track-card.ts'

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
  return agreeing(images, frames, cards)
}

/** Frames from which another is tried to be placed: the nearest moved least. */
const SOURCES_MOST = 2

/**
 * The cards of all frames as one: a frame that shows the print of the surest one at another place of its outline, or no card, has it placed by
 * the print of one of the two nearest that agree. A frame that shows another card keeps what was found in it.
 */
function agreeing(
  images: readonly RgbImage[],
  frames: readonly PreparedFrame[],
  cards: readonly (LocatedCard | null)[],
): (LocatedCard | null)[] {
  const placed = [...cards]
  const seen = (i: number) => ({ image: images[i]!, frame: frames[i]!, card: placed[i]! })
  const confidenceOf = (i: number): number => cards[i]?.confidence ?? 0
  const all = cards.map((_, i) => i)
  const surest = all.reduce((best, i) => (confidenceOf(i) > confidenceOf(best) ? i : best), 0)
  if (!cards[surest]) return placed
  const agreed = all.filter((i) => i === surest || (placed[i] && isSamePrint(seen(surest), seen(i))))
  for (const i of all) {
    if (agreed.includes(i)) continue
    const nearest = agreed.toSorted((a, b) => Math.abs(a - i) - Math.abs(b - i))
    for (const from of nearest.slice(0, SOURCES_MOST)) {
      const card = placeByPrint(seen(from), seen(i))
      if (card === null) continue
      placed[i] = card
      agreed.push(i)
      break
    }
  }
  return placed
}
