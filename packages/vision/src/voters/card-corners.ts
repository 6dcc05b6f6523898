import type { Vote, Voter } from '@kartu/core'
import type { Evidence } from '../evidence.ts'
import { cornerShape, type CornerShape } from '../signal/corner-shape.ts'
import { median, ramp } from '../signal/order-statistics.ts'

export const CORNERS = ['top left', 'top right', 'bottom right', 'bottom left'] as const
/** Frames in which a corner must be told, of all that show the card. */
const FRAMES_LEAST = 2
/** Contrast of all corners together from which the tips say anything, root sum of squares of code values. */
const CONTRAST_LEAST = 8
/** Contrast from which a corner is plain to see, and more adds nothing. */
const CONTRAST_PLAIN = 30
/** `roundness` of a card: cut paper leaves 0, an ID-1 card 1, each give or take what blur and a shadow mix in. */
export const SQUARE_BELOW = 0.3
const ROUND_FROM = 0.65

/** The mean of several corners, each counting by how clearly it shows: by the square of its contrast, up to what is plain. */
function meanRoundness(shapes: readonly CornerShape[]): number {
  const weightOf = ({ contrast }: CornerShape): number => Math.min(contrast, CONTRAST_PLAIN) ** 2
  const weight = shapes.reduce((sum, shape) => sum + weightOf(shape), 0)
  return shapes.reduce((sum, shape) => sum + weightOf(shape) * shape.roundness, 0) / weight
}

/**
 * All corners of a card are round: a plain one that is not says more than those that are. Where several are plain it takes two, and where
 * one is, it counts as much as all others together: one alone may be the edge of a sleeve, or a finger's shadow.
 */
function roundnessOf(shapes: readonly CornerShape[]): number {
  const byRoundness = shapes.toSorted((a, b) => a.roundness - b.roundness)
  const [first, second] = byRoundness.filter(({ contrast }) => contrast >= CONTRAST_PLAIN)
  const mean = meanRoundness(shapes)
  const others = shapes.filter((shape) => shape !== first)
  if (!first || second || others.length === 0) return Math.min(mean, second?.roundness ?? Infinity)
  const even = (first.roundness + meanRoundness(others)) / 2
  // A plain corner that is round takes no doubt from the others: whoever cuts paper would round one of its corners off.
  return first.roundness > mean ? Math.min(mean, even) : even
}

/** How every corner ends, over all frames; null where too few frames tell. */
export function cornerShapes(evidence: Evidence): readonly (CornerShape | null)[] {
  const shown = evidence.cards.filter((card) => card !== null).length
  return CORNERS.map((_name, corner) => {
    const found = evidence.frames.flatMap(({ image, index }) => {
      const card = evidence.cards[index]
      return (card && cornerShape(image, card, corner)) ?? []
    })
    if (found.length === 0 || found.length < Math.min(FRAMES_LEAST, shown)) return null
    return {
      roundness: median(found.map(({ roundness }) => roundness)),
      contrast: median(found.map(({ contrast: each }) => each)),
    }
  })
}

function vote(evidence: Evidence): Vote {
  const corners = cornerShapes(evidence)
  const told = corners.filter((shape) => shape !== null)
  const contrast = Math.hypot(...told.map((shape) => shape.contrast))
  if (contrast < CONTRAST_LEAST)
    return { kind: 'abstained', reason: 'No corner stands out from what lies behind the card.' }
  const roundness = roundnessOf(told)
  const suspicion = 0.1 + 0.85 * ramp(roundness, ROUND_FROM, SQUARE_BELOW)
  return {
    kind: 'scored',
    suspicion,
    reason:
      suspicion > 0.5
        ? 'The corners are square, as on cut paper or a print on its sheet; a card’s are rounded.'
        : 'The corners are rounded as those of a card.',
    evidence: {
      corners: told.length,
      contrast: Number(contrast.toFixed(1)),
      roundness: Number(roundness.toFixed(2)),
      eachRoundness: corners.map((shape) => shape?.roundness.toFixed(2) ?? 'not told'),
    },
  }
}

/** Has the thing the outline of an ID-1 card? (ISO/IEC 7810 §5.1.4, ktp-domain §3.9) */
export const cardCorners: Voter<Evidence> = {
  id: 'card_corners',
  family: 'antiSpoof',
  measures:
    'An ID-1 card has round corners of 3.18 mm; what was cut from paper, or lies printed on a sheet, ends square.',
  blindTo:
    'A copy whose corners were cut round, and every picture of a real card: on a display, or printed with the table it lies on.',
  needs: ['a corner that stands out from what lies behind the card, or from its shadow there'],
  vote,
}
