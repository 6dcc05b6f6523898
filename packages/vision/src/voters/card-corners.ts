import type { Vote, Voter } from '@kartu/core'
import type { Evidence } from '../evidence.ts'
import { cornerShape, type CornerShape } from '../signal/corner-shape.ts'
import { ramp } from '../signal/order-statistics.ts'

export const CORNERS = ['top left', 'top right', 'bottom right', 'bottom left'] as const
/** Frames in which a corner must be told, of all that show the card. */
const FRAMES_LEAST = 2
/** Contrast of all corners together from which the tips say anything, root sum of squares of code values. */
const CONTRAST_LEAST = 8
/** `roundness` of a card: cut paper leaves 0, an ID-1 card 1, each give or take what blur and a shadow mix in. */
export const SQUARE_BELOW = 0.3
const ROUND_FROM = 0.65

/** The mean of several shapes, each counting by how clearly it shows: by the square of its contrast. */
function meanShape(shapes: readonly CornerShape[]): CornerShape {
  const weight = shapes.reduce((sum, { contrast }) => sum + contrast ** 2, 0)
  const round = shapes.reduce((sum, { contrast, roundness }) => sum + contrast ** 2 * roundness, 0)
  return { roundness: round / weight, contrast: Math.sqrt(weight / shapes.length) }
}

/** How every corner ends, over all frames; null where too few frames tell. */
export function cornerShapes(evidence: Evidence): readonly (CornerShape | null)[] {
  const shown = evidence.cards.filter((card) => card !== null).length
  return CORNERS.map((_name, corner) => {
    const found = evidence.frames.flatMap(({ image, index }) => {
      const card = evidence.cards[index]
      return (card && cornerShape(image, card, corner)) ?? []
    })
    return found.length === 0 || found.length < Math.min(FRAMES_LEAST, shown) ? null : meanShape(found)
  })
}

function vote(evidence: Evidence): Vote {
  const corners = cornerShapes(evidence)
  const told = corners.filter((shape) => shape !== null)
  const contrast = Math.hypot(...told.map((shape) => shape.contrast))
  if (contrast < CONTRAST_LEAST)
    return { kind: 'abstained', reason: 'No corner stands out from what lies behind the card.' }
  // Cut alike, all corners say the same: those that stand out more say it more surely.
  const { roundness } = meanShape(told)
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
  blindTo: 'A copy whose corners were cut round, and every picture of a real card on a display.',
  needs: ['a corner that stands out from what lies behind the card, or from its shadow there'],
  vote,
}
