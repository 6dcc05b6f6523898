import type { Vote, Voter } from '@kartu/core'
import type { Evidence } from '../evidence.ts'
import { cardAlbedo } from '../signal/card-albedo.ts'
import { LIGHT_COLUMNS, LIGHT_ROWS } from '../signal/card-light.ts'
import { median } from '../signal/order-statistics.ts'

/** Beside the head's top, inside the photo wherever prints put it (ktp-domain §3.8): 0–1 of the card. */
const CORNERS = [
  { x0: 0.7, x1: 0.75, y0: 0.25, y1: 0.38 },
  { x0: 0.845, x1: 0.89, y0: 0.25, y1: 0.38 },
] as const
/** Cells of both corners together whose colour is known. */
const CELLS_MIN = 2
/** ln(R/B) beyond the card's pale ground from which a background is red, and below whose negative it is blue: print is far beyond both. */
const PLAIN = 0.5
/** A birth date read less surely than this could be the cause of a difference. */
const DATE_CONFIDENCE_MIN = 0.9
/** Weak either way: photos are retaken, births corrected, and half of all swapped portraits have the right colour. */
const AGREES = 0.3
const DIFFERS = 0.7

function vote(evidence: Evidence): Vote {
  const { dateOfBirth, nationality } = evidence.reading.fields
  if (dateOfBirth.value === null || dateOfBirth.confidence < DATE_CONFIDENCE_MIN)
    return { kind: 'abstained', reason: 'The year of birth is not known well enough.' }
  if (nationality.value !== 'WNI')
    return {
      kind: 'abstained',
      reason: 'Only citizens’ photos have a colour that follows the year of birth.',
    }
  const redBlue = backgroundRedBlue(evidence)
  if (redBlue === null || Math.abs(redBlue) < PLAIN)
    return { kind: 'abstained', reason: 'The photo’s background is not plainly red or blue.' }
  const isOdd = Number(dateOfBirth.value.slice(0, 4)) % 2 === 1
  const agrees = redBlue > 0 === isOdd
  return {
    kind: 'scored',
    suspicion: agrees ? AGREES : DIFFERS,
    reason: agrees
      ? 'The photo’s background has the colour that belongs to the year of birth.'
      : 'The photo’s background has the other colour than belongs to the year of birth.',
    evidence: {
      background: redBlue > 0 ? 'red' : 'blue',
      redBlue: Number(redBlue.toFixed(3)),
      oddYear: isOdd,
    },
  }
}

/** Median ln(R/B) of the photo's upper corners beyond that of the card; null where too little of them is known. */
function backgroundRedBlue(evidence: Evidence): number | null {
  const albedo = cardAlbedo(evidence)
  if (!albedo) return null
  const values: number[] = []
  for (let i = 0; i < albedo.redGreen.length; i++) {
    const x = ((i % LIGHT_COLUMNS) + 0.5) / LIGHT_COLUMNS
    const y = (Math.floor(i / LIGHT_COLUMNS) + 0.5) / LIGHT_ROWS
    const redBlue = albedo.redGreen[i]! - albedo.blueGreen[i]!
    const isCorner = CORNERS.some(({ x0, x1, y0, y1 }) => x >= x0 && x <= x1 && y >= y0 && y <= y1)
    if (isCorner && Number.isFinite(redBlue)) values.push(redBlue)
  }
  return values.length < CELLS_MIN ? null : median(values)
}

/** Red for odd years of birth, blue for even ones (ktp-domain §3.6). */
export const photoBackground: Voter<Evidence> = {
  id: 'photo_background',
  family: 'tamper',
  measures: 'Citizens born in odd years have a red photo background, those born in even years a blue one.',
  blindTo: 'A swapped photo of the right colour, and a changed date within years of one parity.',
  needs: ['a birth date read surely', 'a citizen’s card', 'a photo whose background is plainly red or blue'],
  vote,
}
