import type { Vote, VoteEvidence, Voter } from '@kartu/core'
import type { Evidence } from '../evidence.ts'
import { LIGHT_COLUMNS, LIGHT_ROWS } from '../signal/card-light.ts'
import { driftFreeSlope } from '../signal/drift-free-slope.ts'
import { fitRobustly, residualVariance, residualsOfFit } from '../signal/least-squares.ts'
import { MAD_TO_SIGMA, median, ramp } from '../signal/order-statistics.ts'
import type { ChromaticitySeries } from '../signal/chromaticity-series.ts'
import { cardAnswer, type FlashAnswer } from './flash-answer.ts'
import { codeChromaticity } from './flash-steps.ts'

/** The flash must be seen this surely and this strongly (over ambient) before its spread over the card can be. */
const P_MAX = 0.05
const MODULATION_MIN = 0.1
/** Cells in which the card's colour is known: a good half of it, so that they span it. */
const CELLS_MIN = 190
/** Half the step, in ln modulation, over which the prediction is differentiated. */
const STEP_LN = 0.05
/** Less change of hue than this, in ln units, is rounding. */
const LEAST_SLOPE = 1e-5
/** Regressors for what a filter can do to a level and a colour, and with those for the place on the card. */
const LEVEL_COLUMNS = 5
const PLACE_COLUMNS = 10
/** Cells that are off by more than this many standard deviations of most are highlights. */
const HIGHLIGHT_DEVIATIONS = 3
/** Cells beside each other share print and gloss: their scatter counts for this many times its standard error. */
const STANDARD_ERRORS = 2
/**
 * Root mean square over the card of ln(flash over ambient) that its place alone explains, with the uncertainty taken away: what surely
 * falls off. A card that fills half of the frame is at most some 20 cm from a phone's screen beside the lens: illuminance falls by a quarter
 * or more across it (cos⁴ law), which is 0.07 at the least; a laptop's larger screen lights it more evenly. Simulated genuine captures
 * keep 0.0286 or more of it, filters 0.0163 or less.
 */
const FALLOFF_CARD = 0.028
const FALLOFF_UNIFORM = 0.018

interface Falloff {
  /** Part of ln(flash over ambient) that the place on the card explains beyond level and colour, root mean square. */
  readonly byPlace: number
  /** What neither explains. */
  readonly scatter: number
  readonly cells: number
}

/** Every usable cell of the card: how much of the flash it got, and what that may depend on. */
interface CellFlash {
  /** Cells, as indices into the grid of `cardLight`. */
  readonly places: readonly number[]
  /** Regressors of each: level and colour first, then the place on the card. */
  readonly rows: readonly (readonly number[])[]
  /** ln(flash over ambient) beyond that of the whole card. */
  readonly values: readonly number[]
}

/** The patches that are known in the same frames, of which there are most: other frames have other errors, which would look like places. */
function seenAlike({ patches }: ChromaticitySeries): ChromaticitySeries['patches'] {
  const groups = Map.groupBy(patches, ({ redGreen }) => [...redGreen].map(Number.isNaN).join())
  return [...groups.values()].reduce((a, b) => (b.length > a.length ? b : a), [])
}

function flashOfCells(answer: FlashAnswer, colors: readonly string[]): CellFlash | null {
  const { series, alignment, modulation, steps } = answer
  const mean = codeChromaticity(colors, steps, modulation)
  const more = codeChromaticity(colors, steps, modulation * Math.exp(STEP_LN))
  const less = codeChromaticity(colors, steps, modulation * Math.exp(-STEP_LN))
  const slopes = mean.map((channel, c) =>
    channel.map((_, k) => (more[c]![k]! - less[c]![k]!) / (2 * STEP_LN)),
  )
  if (!slopes.flat().some((v) => Math.abs(v) > LEAST_SLOPE)) return null
  const rows: (readonly number[])[] = []
  const values: number[] = []
  const alike = seenAlike(series)
  const answerOf = driftFreeSlope(slopes, alignment.times)
  for (const patch of alike) {
    const beyond = [patch.redGreen, patch.blueGreen].map((channel, c) =>
      channel.map((value, k) => value - mean[c]![k]!),
    )
    const level = patch.ownLevel
    const u = ((patch.place % LIGHT_COLUMNS) + 0.5) / LIGHT_COLUMNS - 0.5
    const v = (Math.floor(patch.place / LIGHT_COLUMNS) + 0.5) / LIGHT_ROWS - 0.5
    rows.push([1, level, level * level, patch.ownRedGreen, patch.ownBlueGreen, u, v, u * u, u * v, v * v])
    values.push(answerOf(beyond))
  }
  return { places: alike.map(({ place }) => place), rows, values }
}

/** The cells that follow what most of them do: a highlight that passes over some changes their hue as if less of the flash fell there. */
function withoutHighlights({ places, rows, values }: CellFlash): CellFlash {
  const rest = fitRobustly(rows, Float64Array.from(values))?.rest
  if (!rest) return { places, rows, values }
  const limit = HIGHLIGHT_DEVIATIONS * MAD_TO_SIGMA * median(rest.map(Math.abs))
  const isKept = (_: unknown, i: number): boolean => Math.abs(rest[i]!) <= limit
  return { places: places.filter(isKept), rows: rows.filter(isKept), values: values.filter(isKept) }
}

/** How ln(flash over ambient) of the cells depends on where they lie; null where the code moves no colour. */
function measureFalloff(answer: FlashAnswer, colors: readonly string[]): Falloff | null {
  const cells = flashOfCells(answer, colors)
  if (!cells) return null
  if (!cells.values.every(Number.isFinite)) return null
  const { rows, values } = withoutHighlights(cells)
  const byLevel = residualVariance(rows, values, LEVEL_COLUMNS)
  const byPlace = residualVariance(rows, values, PLACE_COLUMNS)
  if (!Number.isFinite(byLevel) || !Number.isFinite(byPlace)) return null
  return {
    // Noise is explained by any five regressors a little: that much of it is no falloff.
    byPlace: Math.sqrt(
      Math.max(0, byLevel - byPlace - ((PLACE_COLUMNS - LEVEL_COLUMNS) * byPlace) / rows.length),
    ),
    scatter: Math.sqrt(byPlace),
    cells: values.length,
  }
}

/**
 * ln(flash over ambient) of every cell of the card's light grid beyond what its level and colour explain; NaN where it is not
 * known. Null where the flash does not show well enough to be voted on.
 */
export function flashMap(evidence: Evidence): Float64Array | null {
  const answer = cardAnswer(evidence)
  if (typeof answer === 'string' || !evidence.challenge || !isSeen(answer)) return null
  const cells = flashOfCells(answer, evidence.challenge.colors)
  const rests = cells && residualsOfFit(cells.rows, cells.values, LEVEL_COLUMNS)
  if (!cells || !rests) return null
  const map = new Float64Array(LIGHT_COLUMNS * LIGHT_ROWS).fill(NaN)
  cells.places.forEach((place, i) => (map[place] = rests[i]!))
  return map
}

const isSeen = ({ p, modulation }: FlashAnswer): boolean => p <= P_MAX && modulation >= MODULATION_MIN

function vote(evidence: Evidence): Vote {
  const answer = cardAnswer(evidence)
  if (typeof answer === 'string' || !evidence.challenge)
    return { kind: 'abstained', reason: 'No flash was shown, or too few frames show the card.' }
  if (!isSeen(answer)) {
    return {
      kind: 'abstained',
      reason: 'The flash shows too weakly on the card to see where it falls.',
      evidence: { modulation: Number(answer.modulation.toFixed(4)) },
    }
  }
  const falloff = measureFalloff(answer, evidence.challenge.colors)
  if (!falloff) return { kind: 'abstained', reason: 'The colours shown do not change the light’s hue.' }
  const { byPlace, scatter, cells } = falloff
  if (cells < CELLS_MIN)
    return { kind: 'abstained', reason: 'Too little of the card is well exposed in the same frames.' }
  const error = STANDARD_ERRORS * scatter * Math.sqrt((PLACE_COLUMNS - LEVEL_COLUMNS) / cells)
  const measured: VoteEvidence = {
    falloffByPlace: Number(byPlace.toFixed(4)),
    scatter: Number(scatter.toFixed(4)),
    cells,
  }
  // Noise must not stand in for light from nearby: somebody who adds some to a filter, or tints it faintly, gains nothing.
  const suspicion = 0.1 + 0.85 * ramp(byPlace - error, FALLOFF_CARD, FALLOFF_UNIFORM)
  return {
    kind: 'scored',
    suspicion,
    reason:
      suspicion > 0.5
        ? 'The flash tints every part of the card alike, as far as can be seen, as a filter does and no screen nearby can.'
        : 'The flash falls more strongly on one part of the card than on another, as light from nearby does.',
    evidence: measured,
  }
}

/**
 * Does the flash come from nearby, or out of a filter? What a filter does to a level and a colour it does everywhere, so both
 * are regressed out; light of a screen beside the lens falls off over the card whatever camera, exposure and white balance do.
 */
export const flashFalloff: Voter<Evidence> = {
  id: 'flash_falloff',
  family: 'antiSpoof',
  measures:
    'A screen beside the lens lights the near part of a card more than the far part; a filter tints all of it alike.',
  blindTo:
    'A filter that imitates the falloff, and every real thing in front of the camera, copies included.',
  needs: ['a flash challenge', 'a flash that shows clearly on the card', 'a good half of the card unclipped'],
  vote,
}
