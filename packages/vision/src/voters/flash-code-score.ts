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

/** ln(R/G) and ln(B/G) of light on the card while `color` shows at `modulation` times the ambient light. */
export function logChromaticity(color: string, modulation: number): readonly [number, number] {
  const [r, g, b] = linearOfHexColor(color)
  const seen = CROSSTALK.map((row) => 1 + modulation * (row[0] * r + row[1] * g + row[2] * b))
  return [Math.log(seen[0]! / seen[1]!), Math.log(seen[2]! / seen[1]!)]
}

/** Scores codes against one measured series; built once, then used for the true code and every decoy. */
export interface CodeScorer {
  /** Normalised dot product −1 to 1 of what was seen with what the code predicts, drift removed from both. */
  score(colors: readonly string[]): number
  /** Flash over ambient (white against black) that fits the series best under the code; 0 when none does. */
  modulation(colors: readonly string[]): number
  /** How strongly one patch's series answers the code, on an arbitrary scale common to all patches. */
  response(colors: readonly string[], redGreen: ArrayLike<number>, blueGreen: ArrayLike<number>): number
  /** Root mean square of the drift-free series, in ln units: how much the light's colour moved at all. */
  readonly amplitude: number
}

export function createCodeScorer(series: ChromaticitySeries, alignment: FlashAlignment): CodeScorer {
  const n = alignment.frames.length
  const basis = driftBasis(alignment.times)
  const seen = [detrend(series.redGreen, basis), detrend(series.blueGreen, basis)] as const
  let energy = 0
  for (const channel of seen) for (const v of channel) energy += v * v
  const chromaticities = new Map<string, readonly [number, number]>()
  const lookUp = (color: string, modulation: number): readonly [number, number] => {
    const key = color + modulation
    const known = chromaticities.get(key)
    if (known) return known
    const value = logChromaticity(color, modulation)
    chromaticities.set(key, value)
    return value
  }

  /** Dot product with the measured series and squared length of the drift-free prediction. */
  const project = (
    colors: readonly string[],
    steps: readonly number[],
    modulation: number,
  ): readonly [number, number] => {
    const predicted = [new Float64Array(n), new Float64Array(n)] as const
    let length = 0
    let dot = 0
    for (let k = 0; k < n; k++) {
      const [rg, bg] = lookUp(colors[steps[k]!] ?? '#000000', modulation)
      predicted[0][k] = rg
      predicted[1][k] = bg
      length += rg * rg + bg * bg
      dot += rg * seen[0][k]! + bg * seen[1][k]!
    }
    for (const channel of predicted) {
      for (const vector of basis) {
        let along = 0
        for (let k = 0; k < n; k++) along += vector[k]! * channel[k]!
        length -= along * along
      }
    }
    return [dot, Math.max(0, length)]
  }

  const score = (colors: readonly string[]): number => {
    let best = -1
    for (const steps of alignment.steps) {
      for (const modulation of MODULATIONS) {
        const [dot, length] = project(colors, steps, modulation)
        if (length > 1e-9 && energy > 0) best = Math.max(best, dot / Math.sqrt(length * energy))
      }
    }
    return best
  }

  const modulation = (colors: readonly string[]): number => {
    let bestError = energy
    let best = 0
    for (const steps of alignment.steps) {
      for (let m = AMPLITUDE_LOW; m < AMPLITUDE_HIGH; m *= AMPLITUDE_FACTOR) {
        const [dot, length] = project(colors, steps, m)
        const error = energy - 2 * dot + length
        if (error < bestError) {
          bestError = error
          best = m
        }
      }
    }
    return best
  }

  const templates = new Map<string, readonly [Float64Array, Float64Array]>()
  /** The drift-free prediction that fits best among delays and modulations. */
  const templateOf = (colors: readonly string[]): readonly [Float64Array, Float64Array] => {
    const key = colors.join()
    const known = templates.get(key)
    if (known) return known
    let best = -Infinity
    let template: readonly [Float64Array, Float64Array] = [new Float64Array(n), new Float64Array(n)]
    for (const steps of alignment.steps) {
      for (const modulation of MODULATIONS) {
        const [dot, length] = project(colors, steps, modulation)
        if (length <= 1e-9 || dot / Math.sqrt(length) <= best) continue
        best = dot / Math.sqrt(length)
        const predicted = steps.map((step) => lookUp(colors[step] ?? '#000000', modulation))
        template = [
          detrend(
            predicted.map(([rg]) => rg),
            basis,
          ),
          detrend(
            predicted.map(([, bg]) => bg),
            basis,
          ),
        ]
      }
    }
    templates.set(key, template)
    return template
  }

  const response = (
    colors: readonly string[],
    redGreen: ArrayLike<number>,
    blueGreen: ArrayLike<number>,
  ): number => {
    const [rg, bg] = templateOf(colors)
    let dot = 0
    for (let k = 0; k < n; k++) dot += rg[k]! * redGreen[k]! + bg[k]! * blueGreen[k]!
    return dot
  }

  return {
    score,
    modulation,
    response,
    amplitude: Math.sqrt(energy / (2 * n)),
  }
}
