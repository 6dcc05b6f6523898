import { seenLight } from '@kartu/core'
import { detrend, driftBasis } from '../signal/detrend.ts'
import { driftFreeSlope } from '../signal/drift-free-slope.ts'
import type { ChromaticitySeries } from '../signal/chromaticity-series.ts'
import type { FlashAlignment } from './flash-alignment.ts'
import { AMBIENT_TINTS, logChromaticity, type AmbientTint, type LogChromaticity } from './log-chromaticity.ts'

/** Flash over ambient light, white against black, that predictions are tried at: a dark room down to daylight. */
const MODULATIONS = [0.1, 0.5, 2, 8] as const
/** Range and step factor of the amplitude search. */
const AMPLITUDE_LOW = 0.002
const AMPLITUDE_HIGH = 20
const AMPLITUDE_FACTOR = 1.15

type Code = readonly string[]

/** Scores codes against one measured series; built once, then used for the true code and every decoy. */
export interface CodeScorer {
  /** Normalised dot product −1 to 1 of what was seen with what the code predicts, drift removed from both. */
  score(colors: Code): number
  /** The codes that score at least so much: found quickly where each begins like the one before it. */
  asGood(codes: readonly Code[], least: number): readonly Code[]
  /** Flash over ambient (white against black) that fits the series best under the code; 0 when none does. */
  modulation(colors: Code): number
  /** How strongly a series answers the code: 1 as predicted, 0 not at all. It may lack frames (NaN). */
  response(colors: Code, redGreen: Float64Array, blueGreen: Float64Array): number
  /** The drift-free series that the code predicts, among delays and mixtures of light the one that fits best. */
  prediction(colors: Code): CodePrediction
  /** Root mean square of the drift-free series, in ln units: how much the light's colour moved at all. */
  readonly amplitude: number
}

/** What a code predicts for each frame. */
interface CodePrediction {
  /** Step of the code that each frame saw; empty when the code moves no colour. */
  readonly steps: readonly number[]
  readonly redGreen: Float64Array
  readonly blueGreen: Float64Array
  /** How strongly two channels answer it. */
  readonly answerOf: (seen: readonly Float64Array[]) => number
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
/** Scores are exact to this. */
const ROUNDING = 1e-6

export function createCodeScorer(series: ChromaticitySeries, alignment: FlashAlignment): CodeScorer {
  const n = alignment.frames.length
  const basis = driftBasis(alignment.times)
  const seen = [detrend(series.redGreen, basis), detrend(series.blueGreen, basis)] as const
  let energy = 0
  for (const channel of seen) for (const v of channel) energy += v * v

  // What light adds to dot, length and the drift's share in each channel, if frame k saw it: sums over frames are all a score needs.
  const stride = 2 + 2 * basis.length
  const addPair = (
    sums: Float64Array,
    at: number,
    [redGreen, blueGreen]: LogChromaticity,
    k: number,
  ): void => {
    sums[at]! += redGreen * seen[0][k]! + blueGreen * seen[1][k]!
    sums[at + 1]! += redGreen * redGreen + blueGreen * blueGreen
    for (let v = 0; v < basis.length; v++) {
      sums[at + 2 + 2 * v]! += basis[v]![k]! * redGreen
      sums[at + 3 + 2 * v]! += basis[v]![k]! * blueGreen
    }
  }
  /** Addends of a colour for each frame, all mixtures side by side. */
  const tables = new Map<string, readonly Float64Array[]>()
  const tablesOf = (color: string): readonly Float64Array[] => {
    const known = tables.get(color)
    if (known) return known
    const light = seenLight(color)
    const pairs = MIXTURES.map((mixture) => logChromaticity(light, mixture.modulation, mixture.tint))
    const made = Array.from({ length: n }, (_, k) => {
      const table = new Float64Array(pairs.length * stride)
      pairs.forEach((pair, mixture) => addPair(table, mixture * stride, pair, k))
      return table
    })
    tables.set(color, made)
    return made
  }

  /** Sums of the addends of the first k frames, all mixtures side by side, for k = 0 … n. */
  const partialSums = Array.from({ length: n + 1 }, () => new Float64Array(MIXTURES.length * stride))
  const allSums = partialSums[n]!
  /** Adds up from a frame on, if frames saw these steps. Frames beyond the code saw a dark screen, which adds nothing. */
  const addFrames = (colors: Code, steps: readonly number[], from: number): void => {
    for (let k = from; k < n; k++) {
      const color = colors[steps[k]!]
      if (color === undefined) partialSums[k + 1]!.set(partialSums[k]!)
      else addTo(partialSums[k]!, tablesOf(color)[k]!, partialSums[k + 1]!)
    }
  }
  const agreementOf = (mixture: number): number => {
    const length = lengthWithoutDrift(allSums, mixture * stride, stride)
    return length > LEAST_LENGTH ? allSums[mixture * stride]! / Math.sqrt(length) : -Infinity
  }
  const asScore = (agreement: number): number =>
    energy > 0 ? Math.max(-1, agreement / Math.sqrt(energy)) : -1

  /** The mixture and delay that agree best: what was seen along the prediction of length 1. */
  const best = (colors: Code) => {
    let agreement = -Infinity
    let found: { readonly mixture: Mixture; readonly steps: readonly number[] } | null = null
    for (const steps of alignment.steps) {
      addFrames(colors, steps, 0)
      for (const [i, mixture] of MIXTURES.entries()) {
        const agrees = agreementOf(i)
        if (agrees <= agreement) continue
        agreement = agrees
        found = { mixture, steps }
      }
    }
    return { agreement, found }
  }

  const score = (colors: Code): number => asScore(best(colors).agreement)

  const asGood = (codes: readonly Code[], least: number): readonly Code[] => {
    // Told without a root or a division, and surely, however sums are rounded.
    const isFarOff = (mixture: number): boolean => {
      const dot = allSums[mixture * stride]!
      const length = lengthWithoutDrift(allSums, mixture * stride, stride)
      return dot * Math.abs(dot) < (least - ROUNDING) ** 2 * energy * length
    }
    const isAsGood = (): boolean => {
      for (let i = 0; i < MIXTURES.length; i++) {
        if (least > ROUNDING && isFarOff(i)) continue
        if (asScore(agreementOf(i)) >= least) return true
      }
      return false
    }
    const good = new Uint8Array(codes.length)
    for (const steps of alignment.steps) {
      let before: Code = []
      for (let i = 0; i < codes.length; i++) {
        const code = codes[i]!
        let alike = 0
        while (alike < code.length && code[alike] === before[alike]) alike++
        let from = 0
        while (from < n && steps[from]! < alike) from++
        addFrames(code, steps, from)
        before = code
        if (isAsGood()) good[i] = 1
      }
    }
    return codes.filter((_, i) => good[i] === 1)
  }

  const modulation = (colors: Code): number => {
    let leastError = energy
    let fitting = 0
    const lights = colors.map(seenLight)
    const sums = new Float64Array(stride)
    for (const tint of AMBIENT_TINTS) {
      for (let m = AMPLITUDE_LOW; m < AMPLITUDE_HIGH; m *= AMPLITUDE_FACTOR) {
        const predicted = lights.map((light) => logChromaticity(light, m, tint))
        for (const steps of alignment.steps) {
          sums.fill(0)
          for (let k = 0; k < n; k++) {
            const pair = predicted[steps[k]!]
            if (pair) addPair(sums, 0, pair, k)
          }
          const error = energy - 2 * sums[0]! + lengthWithoutDrift(sums, 0, stride)
          if (error >= leastError) continue
          leastError = error
          fitting = m
        }
      }
    }
    return fitting
  }

  const predictions = new Map<string, CodePrediction>()
  const prediction = (colors: Code): CodePrediction => {
    const key = colors.join()
    const known = predictions.get(key)
    if (known) return known
    const { found } = best(colors)
    const predicted = (found?.steps ?? []).map((step) =>
      logChromaticity(seenLight(colors[step] ?? '#000000'), found!.mixture.modulation, found!.mixture.tint),
    )
    const raw = ([0, 1] as const).map((c) =>
      found === null ? new Float64Array(n) : predicted.map((pair) => pair[c]),
    )
    const [redGreen, blueGreen] = [detrend(raw[0]!, basis), detrend(raw[1]!, basis)]
    const answerOf = driftFreeSlope(raw, alignment.times)
    const made = { steps: found?.steps ?? [], redGreen, blueGreen, answerOf }
    predictions.set(key, made)
    return made
  }

  const response = (colors: Code, redGreen: Float64Array, blueGreen: Float64Array): number =>
    prediction(colors).answerOf([redGreen, blueGreen])

  return { score, asGood, modulation, response, prediction, amplitude: Math.sqrt(energy / (2 * n)) }
}

function addTo(sums: Float64Array, addends: Float64Array, result: Float64Array): void {
  for (let i = 0; i < result.length; i++) result[i] = sums[i]! + addends[i]!
}

/** A prediction's squared length without drift, from the sums that begin at `at`. */
function lengthWithoutDrift(sums: Float64Array, at: number, stride: number): number {
  let length = sums[at + 1]!
  for (let i = at + 2; i < at + stride; i++) length -= sums[i]! * sums[i]!
  return Math.max(0, length)
}
