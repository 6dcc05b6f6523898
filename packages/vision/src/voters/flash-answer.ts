import type { Evidence } from '../evidence.ts'
import { LIGHT_COLUMNS, LIGHT_ROWS, cardLight } from '../signal/card-light.ts'
import { CLIPPED_MAX, chromaticitySeries, type ChromaticitySeries } from '../signal/chromaticity-series.ts'
import { quantile } from '../signal/order-statistics.ts'
import { oncePerEvidence } from '../signal/once-per-evidence.ts'
import { decoyCodes } from './decoy-codes.ts'
import { isBrightnessAsIssued } from './flash-brightness.ts'
import { alignFrames, type FlashAlignment } from './flash-alignment.ts'
import { createCodeScorer } from './flash-code-score.ts'
import { bestSteps } from './flash-steps.ts'

/** How the card, or what lies around it, answered the issued code. */
export interface FlashAnswer {
  readonly series: ChromaticitySeries
  readonly alignment: FlashAlignment
  /** The step of the code that each frame of the series most likely saw. */
  readonly steps: readonly number[]
  /** Normalised agreement with the issued code, −1 to 1. */
  readonly score: number
  /** Whether white and black of the code came as bright and as dark as they should. */
  readonly isBrightAsShown: boolean
  /**
   * (1 + decoys that would have done as well) / (1 + decoys): the chance that some other code would have done. A decoy of the same hues
   * that the brightness rules out would not have: the issued code must pass that too.
   */
  readonly p: number
  /** Flash over ambient light, white against black, that fits best. */
  readonly modulation: number
  /**
   * The modulation that all but the least lit patches reach. Glass mirrors the flash in places, on top of light of its own;
   * what only reflects answers everywhere.
   */
  readonly diffuseModulation: number
  /** Root mean square of the drift-free ln chromaticity: how much the light's colour moved, with the code or without. */
  readonly amplitude: number
  /** Different colours that the frames saw. */
  readonly distinctColors: number
}

/** Why there is no answer to measure. */
export type NoAnswer = 'no_challenge' | 'torch' | 'too_few_frames' | 'times_backwards'

/** Two colours' change is one number; three frames leave the series something after its offset is removed. */
const FRAMES_MIN = 3
/**
 * Patches that must be known in enough frames: an eighth of the card's cells; of a card that the flash itself overexposes, the print is
 * left. Around the card fewer are in view.
 */
const PATCHES_MIN = { card: (LIGHT_COLUMNS * LIGHT_ROWS) / 8, surround: 8 } as const
/**
 * How far they must lie apart both ways, standard deviation of their places in widths and heights of the card: all of a card has 0.29, its
 * half 0.14. A strip of paper on a display would answer for all of it otherwise.
 */
const SPREAD_MIN = 0.15
/** Where less than this share of the card is known, all but so much of it must be well exposed in some frame. */
const KNOWN_PLAINLY = 0.5
const CLIPPED_ALWAYS_MOST = 0.25
/** Of more decoys that score as well, the brightness would rule out too few to matter. */
const RIVALS_MOST = 20
/** Share of the patches that may answer less than the diffuse modulation says. */
const LEAST_LIT_SHARE = 0.15

function standardDeviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)
}

/** Whether the known patches lie all over the card. */
function isAllOver({ patches }: ChromaticitySeries): boolean {
  const across = patches.map(({ place }) => (place % LIGHT_COLUMNS) / LIGHT_COLUMNS)
  const down = patches.map(({ place }) => Math.floor(place / LIGHT_COLUMNS) / LIGHT_ROWS)
  return Math.min(standardDeviation(across), standardDeviation(down)) >= SPREAD_MIN
}

/**
 * Whether a card of which little is known is overexposed by the flash alone: then black steps of the code show all of it. A display
 * whose own light clips, with paper at its edges, does so in every frame.
 */
function isLitByFlash(evidence: Evidence, { patches }: ChromaticitySeries): boolean {
  const cells = LIGHT_COLUMNS * LIGHT_ROWS
  if (patches.length >= KNOWN_PLAINLY * cells) return true
  return cardLight(evidence).some(
    (light) =>
      light !== null &&
      light.card.clipped.filter((share) => share > CLIPPED_MAX).length <= CLIPPED_ALWAYS_MOST * cells,
  )
}

function measure(evidence: Evidence, part: 'card' | 'surround'): FlashAnswer | NoAnswer {
  const { challenge } = evidence
  if (!challenge) return 'no_challenge'
  if (evidence.flashSource === 'torch') return 'torch'
  const series = chromaticitySeries(cardLight(evidence), part)
  if (!series || series.frames.length < FRAMES_MIN || series.patches.length < PATCHES_MIN[part])
    return 'too_few_frames'
  if (part === 'card' && !(isAllOver(series) && isLitByFlash(evidence, series))) return 'too_few_frames'
  const alignment = alignFrames(evidence.frames, series.frames, challenge)
  if (!alignment) return 'times_backwards'
  const scorer = createCodeScorer(series, alignment)
  const score = scorer.score(challenge.colors)
  const decoys = decoyCodes(challenge)
  const fit = (colors: readonly string[]) => {
    const fitting = scorer.modulation(colors)
    const steps = bestSteps(series, alignment, fitting, colors)
    const seen = { frames: series.frames, steps, modulation: fitting }
    return { modulation: fitting, steps, isBrightAsShown: isBrightnessAsIssued(evidence, seen, colors) }
  }
  const { modulation, steps, isBrightAsShown } = fit(challenge.colors)
  const alike = scorer.asGood(decoys, score)
  const rivals = alike.length > RIVALS_MOST ? alike : alike.filter((colors) => fit(colors).isBrightAsShown)
  const responses = series.patches
    .map((patch) => scorer.response(challenge.colors, patch.redGreen, patch.blueGreen))
    .filter(Number.isFinite)
  const typical = scorer.response(challenge.colors, series.redGreen, series.blueGreen)
  const least =
    typical > 0 && responses.length > 0
      ? Math.min(1, Math.max(0, quantile(responses, LEAST_LIT_SHARE) / typical))
      : 0
  return {
    series,
    alignment,
    steps,
    score,
    isBrightAsShown,
    p: (1 + (isBrightAsShown ? rivals : alike).length) / (1 + decoys.length),
    modulation,
    diffuseModulation: modulation * least,
    amplitude: scorer.amplitude,
    distinctColors: new Set((alignment.steps[0] ?? []).map((step) => challenge.colors[step])).size,
  }
}

/** The card's answer to the flash. */
export const cardAnswer: (evidence: Evidence) => FlashAnswer | NoAnswer = oncePerEvidence((evidence) =>
  measure(evidence, 'card'),
)

/** The answer of what lies around the card. */
export const surroundAnswer: (evidence: Evidence) => FlashAnswer | NoAnswer = oncePerEvidence((evidence) =>
  measure(evidence, 'surround'),
)
