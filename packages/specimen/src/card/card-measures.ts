import type { SeededRandom } from '../random/seeded-random.ts'

/** Where things stand on a card, as fractions of its width (x) and height (y, em, pitch). Text is placed by its middle height. */
export interface CardMeasures {
  readonly provinceY: number
  readonly regencyY: number
  readonly headerEm: number
  readonly nikY: number
  readonly nikEm: number
  readonly nikLabelEm: number
  readonly nikColonX: number
  readonly nikValueX: number
  readonly bodyTopY: number
  readonly bodyPitch: number
  readonly bodyEm: number
  readonly labelX: number
  /** RT/RW, Kel/Desa and Kecamatan; equals `labelX` where nothing is indented. */
  readonly indentedLabelX: number
  readonly colonX: number
  readonly valueX: number
  /** Longer values wrap here. */
  readonly valueRightX: number
  readonly bloodLabelX: number
  readonly bloodColonX: number
  readonly bloodValueX: number
  readonly photoX0: number
  readonly photoX1: number
  readonly photoY0: number
  readonly photoY1: number
  /** Centre of the block under the photo. */
  readonly issueX: number
  /** Longer places of issue are set smaller to begin here. */
  readonly issueLeftX: number
  readonly issuePlaceY: number
  readonly issueDateY: number
  readonly issueEm: number
  readonly signatureX: number
  readonly signatureY: number
}

/** What every card of the `arimo` style has: the middle of two independent public measurements of the layout. */
export const USUAL_MEASURES: CardMeasures = {
  provinceY: 0.07,
  regencyY: 0.13,
  headerEm: 0.05,
  nikY: 0.24,
  nikEm: 0.06,
  nikLabelEm: 0.046,
  nikColonX: 0.215,
  nikValueX: 0.24,
  bodyTopY: 0.3,
  bodyPitch: 0.0435,
  bodyEm: 0.0328,
  labelX: 0.045,
  indentedLabelX: 0.075,
  colonX: 0.295,
  valueX: 0.312,
  valueRightX: 0.683,
  bloodLabelX: 0.508,
  bloodColonX: 0.622,
  bloodValueX: 0.637,
  photoX0: 0.695,
  photoX1: 0.915,
  photoY0: 0.215,
  photoY1: 0.645,
  issueX: 0.805,
  issueLeftX: 0.66,
  issuePlaceY: 0.69,
  issueDateY: 0.727,
  issueEm: 0.03,
  signatureX: 0.73,
  signatureY: 0.83,
}

/** How far cards of one style differ: lowest and highest of a measure; the usual one where nothing is said. */
export type MeasureRanges = Readonly<Partial<Record<keyof CardMeasures, readonly [number, number]>>>

/** Measures of one card. Each is drawn from a stream of its own, so that a new range changes no other. */
export function drawMeasures(random: SeededRandom, ranges: MeasureRanges): CardMeasures {
  const drawn = Object.entries(ranges).map(([name, [low, high]]) => [
    name,
    random.fork(name).between(low, high),
  ])
  return { ...USUAL_MEASURES, ...(Object.fromEntries(drawn) as Partial<CardMeasures>) }
}
