import type { Vote, Voter } from '@kartu/core'
import type { Evidence } from '../evidence.ts'
import { cornerShape } from '../signal/corner-shape.ts'
import { median, ramp } from '../signal/order-statistics.ts'

export const CORNERS = ['top left', 'top right', 'bottom right', 'bottom left'] as const
/** Frames in which a corner must be told, of all that show the card, and corners that must be told. */
const FRAMES_LEAST = 2
const CORNERS_LEAST = 2
/** `roundness` of a corner: cut paper leaves 0, an ID-1 card 1, each give or take what blur and a shadow mix in. */
export const SQUARE_BELOW = 0.3
const ROUND_FROM = 0.65

/** Every corner's roundness, the median over frames; null where too few frames tell. */
export function cornerRoundness(evidence: Evidence): readonly (number | null)[] {
  return CORNERS.map((_name, corner) => {
    const found = evidence.frames.flatMap(({ image, index }) => {
      const card = evidence.cards[index]
      const shape = card ? cornerShape(image, card, corner) : null
      return shape === null ? [] : [shape.roundness]
    })
    const shown = evidence.cards.filter((card) => card !== null).length
    return found.length < Math.min(FRAMES_LEAST, shown) || found.length === 0 ? null : median(found)
  })
}

function vote(evidence: Evidence): Vote {
  const corners = cornerRoundness(evidence)
  const told = corners.filter((roundness) => roundness !== null)
  if (told.length < CORNERS_LEAST)
    return { kind: 'abstained', reason: 'Fewer than two corners stand out from what lies behind the card.' }
  // A paper's corners are all cut alike: a thing of like colour beside one of a card's makes no paper of it.
  const roundness = Math.max(...told)
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
      roundness: corners.map((value) => (value === null ? 'not told' : value.toFixed(2))),
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
  needs: ['two corners that stand out from what lies behind the card'],
  vote,
}
