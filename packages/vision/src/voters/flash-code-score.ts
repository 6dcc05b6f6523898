import { detrend, driftBasis } from '../signal/detrend.ts'
import { linearOfHexColor } from '../signal/srgb-linear.ts'
import type { ChromaticitySeries } from '../signal/chromaticity-series.ts'
import type { FlashAlignment } from './flash-alignment.ts'

/**
 * Share of each display primary that each camera channel sees (rows R, G, B); a typical phone panel and sensor
 * (pad.md §1.3). The score needs only its rough shape: decoys are judged with the same matrix.
 */
const CROSSTALK = [
  [0.82, 0.13, 0.05],
  [0.1, 0.8, 0.1],
  [0.03, 0.15, 0.82],
] as const

/** Flash over ambient light, white against black, that predictions are tried at: a dark room down to daylight. */
const MODULATIONS = [0.1, 0.5, 2, 8] as const
/** Range and step factor of the amplitude search. */
const AMPLITUDE_LOW = 0.002
const AMPLITUDE_HIGH = 20
const AMPLITUDE_FACTOR = 1.15

/**
 * How much more of the flash than of the room's light red and blue sensors see, green being 1. Cameras balance the room to neutral, so
 * under a warm lamp the same screen looks bluer.
 */
type AmbientTint = readonly [red: number, blue: number]
/** Daylight like the screen's own white, mixed light, and lamps of about 3000 K. */
const AMBIENT_TINTS: readonly AmbientTint[] = [
  [1, 1],
  [0.8, 1.4],
  [0.6, 2.2],
]

/** ln(R/G) and ln(B/G) of light on the card while `color` shows at `modulation` times the ambient light. */
export function logChromaticity(
  color: string,
  modulation: number,
  [red, blue]: AmbientTint = AMBIENT_TINTS[0]!,
): readonly [number, number] {
  const [r, g, b] = linearOfHexColor(color)
  const seen = CROSSTALK.map((row) => modulation * (row[0] * r + row[1] * g + row[2] * b))
  const green = 1 + seen[1]!
  return [Math.log((1 + red * seen[0]!) / green), Math.log((1 + blue * seen[2]!) / green)]
}

/** Scores codes against one measured series; built once, then used for the true code and every decoy. */
export interface CodeScorer {
  /** Normalised dot product −1 to 1 of what was seen with what the code predicts, drift removed from both. */
  score(colors: readonly string[]): number
  /** Flash over ambient (white against black) that fits the series best under the code; 0 when none does. */
  modulation(colors: readonly string[]): number
  /** How strongly a series answers the code: 1 as predicted, 0 not at all. It may lack frames (NaN). */
  response(colors: readonly string[], redGreen: Float64Array, blueGreen: Float64Array): number
  /** The drift-free series that the code predicts, among delays and mixtures of light the one that fits best. */
  prediction(colors: readonly string[]): CodePrediction
  /** Root mean square of the drift-free series, in ln units: how much the light's colour moved at all. */
  readonly amplitude: number
}

/** What a code predicts for each frame. */
interface CodePrediction {
  /** Step of the code that each frame saw; empty when the code moves no colour. */
  readonly steps: readonly number[]
  readonly redGreen: Float64Array
  readonly blueGreen: Float64Array
  /** The two before drift was removed. */
  readonly raw: readonly [readonly number[], readonly number[]]
}

/** One way in which the light may have mixed. */
interface Mixture {
  readonly modulation: number
  readonly tint: AmbientTint
}

const MIXTURES: readonly Mixture[] = AMBIENT_TINTS.flatMap((tint) =>
  MODULATIONS.map((modulation) => ({ modulation, tint })),
)
/** Shorter predictions are rounding. */
const LEAST_LENGTH = 1e-9

export function createCodeScorer(series: ChromaticitySeries, alignment: FlashAlignment): CodeScorer {
  const n = alignment.frames.length
  const basis = driftBasis(alignment.times)
  const seen = [detrend(series.redGreen, basis), detrend(series.blueGreen, basis)] as const
  let energy = 0
  for (const channel of seen) for (const v of channel) energy += v * v

  // What a colour adds to dot, length and the drift's share in each channel, if frame k saw it: sums over frames are all a score needs.
  const stride = 2 + 2 * basis.length
  const addends = (color: string, { modulation, tint }: Mixture): Float64Array => {
    const [redGreen, blueGreen] = logChromaticity(color, modulation, tint)
    const table = new Float64Array(n * stride)
    for (let k = 0; k < n; k++) {
      const at = k * stride
      table[at] = redGreen * seen[0][k]! + blueGreen * seen[1][k]!
      table[at + 1] = redGreen * redGreen + blueGreen * blueGreen
      for (let v = 0; v < basis.length; v++) {
        table[at + 2 + 2 * v] = basis[v]![k]! * redGreen
        table[at + 3 + 2 * v] = basis[v]![k]! * blueGreen
      }
    }
    return table
  }
  const tables = new Map<string, readonly Float64Array[]>()
  const tablesOf = (color: string): readonly Float64Array[] => {
    const known = tables.get(color)
    if (known) return known
    const made = MIXTURES.map((mixture) => addends(color, mixture))
    tables.set(color, made)
    return made
  }
  const sums = new Float64Array(stride)

  /** The mixture and delay that agree best: what was seen along the prediction of length 1. */
  const best = (colors: readonly string[]) => {
    const byStep = colors.map(tablesOf)
    let agreement = -Infinity
    let found: { readonly mixture: number; readonly steps: readonly number[] } | null = null
    for (const steps of alignment.steps) {
      for (let mixture = 0; mixture < MIXTURES.length; mixture++) {
        const length = project(byStep, mixture, steps, sums)
        const agrees = length > LEAST_LENGTH ? sums[0]! / Math.sqrt(length) : -Infinity
        if (agrees <= agreement) continue
        agreement = agrees
        found = { mixture, steps }
      }
    }
    return { agreement, found }
  }

  const score = (colors: readonly string[]): number =>
    energy > 0 ? Math.max(-1, best(colors).agreement / Math.sqrt(energy)) : -1

  const modulation = (colors: readonly string[]): number => {
    let leastError = energy
    let fitting = 0
    for (const tint of AMBIENT_TINTS) {
      for (let m = AMPLITUDE_LOW; m < AMPLITUDE_HIGH; m *= AMPLITUDE_FACTOR) {
        const byStep = colors.map((color) => [addends(color, { modulation: m, tint })])
        for (const steps of alignment.steps) {
          const length = project(byStep, 0, steps, sums)
          const error = energy - 2 * sums[0]! + length
          if (error >= leastError) continue
          leastError = error
          fitting = m
        }
      }
    }
    return fitting
  }

  const predictions = new Map<string, CodePrediction>()
  const prediction = (colors: readonly string[]): CodePrediction => {
    const key = colors.join()
    const known = predictions.get(key)
    if (known) return known
    const { found } = best(colors)
    const predicted = (found?.steps ?? []).map((step) => {
      const { modulation: m, tint } = MIXTURES[found?.mixture ?? 0]!
      return logChromaticity(colors[step] ?? '#000000', m, tint)
    })
    const channel = (c: 0 | 1) =>
      found === null ? new Array<number>(n).fill(0) : predicted.map((pair) => pair[c])
    const raw = [channel(0), channel(1)] as const
    const [redGreen, blueGreen] = [detrend(raw[0], basis), detrend(raw[1], basis)]
    const made = { steps: found?.steps ?? [], redGreen, blueGreen, raw }
    predictions.set(key, made)
    return made
  }

  const response = (
    colors: readonly string[],
    redGreen: Float64Array,
    blueGreen: Float64Array,
  ): number => slopeOn(prediction(colors).raw, [redGreen, blueGreen], alignment.times)

  return { score, modulation, response, prediction, amplitude: Math.sqrt(energy / (2 * n)) }
}

/**
 * Slope of channels on what is predicted for them, drift removed, over the frames in which a channel is known (not NaN); 0 where nothing
 * moves. A line of drift must be taken from the frames that are compared: prediction and channels come with theirs.
 */
export function slopeOn(
  predicted: readonly ArrayLike<number>[],
  seen: readonly Float64Array[],
  times: readonly number[],
): number {
  let [dot, length] = [0, 0]
  for (const [c, values] of seen.entries()) {
    const known = times.flatMap((_, k) => (Number.isNaN(values[k]!) ? [] : [k]))
    const expected = detrend(
      known.map((k) => predicted[c]![k]!),
      driftBasis(known.map((k) => times[k]!)),
    )
    for (const [i, k] of known.entries()) {
      dot += expected[i]! * values[k]!
      length += expected[i]! ** 2
    }
  }
  return length > LEAST_LENGTH ? dot / length : 0
}

/**
 * Adds up the frames' addends, each of the colour that it saw, into `sums`; returns the prediction's squared length without drift. Frames
 * beyond the code saw a dark screen, which adds nothing.
 */
function project(
  byStep: readonly (readonly Float64Array[])[],
  mixture: number,
  steps: readonly number[],
  sums: Float64Array,
): number {
  const stride = sums.length
  sums.fill(0)
  for (let k = 0; k < steps.length; k++) {
    const tables = byStep[steps[k]!]
    if (tables === undefined) continue
    const table = tables[mixture]!
    for (let i = 0, at = k * stride; i < stride; i++, at++) sums[i]! += table[at]!
  }
  let length = sums[1]!
  for (let i = 2; i < stride; i++) length -= sums[i]! * sums[i]!
  return Math.max(0, length)
}
