import { seenLight } from '@kartu/core'
import type { ChromaticitySeries } from '../signal/chromaticity-series.ts'
import { detrend, driftBasis } from '../signal/detrend.ts'
import type { FlashAlignment } from './flash-alignment.ts'
import { logChromaticity } from './log-chromaticity.ts'

/** The assignment of frames to steps under which the code predicts the series best, and its drift-free prediction. */
export function bestSteps(
  series: Pick<ChromaticitySeries, 'redGreen' | 'blueGreen'>,
  alignment: FlashAlignment,
  modulation: number,
  colors: readonly string[],
): readonly number[] {
  let best = alignment.steps[0] ?? []
  let highest = -Infinity
  for (const steps of alignment.steps) {
    const [redGreen, blueGreen] = predictChromaticity(colors, steps, modulation, alignment.times)
    let dot = 0
    let length = 0
    for (let k = 0; k < steps.length; k++) {
      dot += redGreen[k]! * series.redGreen[k]! + blueGreen[k]! * series.blueGreen[k]!
      length += redGreen[k]! ** 2 + blueGreen[k]! ** 2
    }
    if (length === 0 || dot / Math.sqrt(length) <= highest) continue
    highest = dot / Math.sqrt(length)
    best = steps
  }
  return best
}

/** Drift-free ln(R/G) and ln(B/G) of the frames under a code. */
function predictChromaticity(
  colors: readonly string[],
  steps: readonly number[],
  modulation: number,
  times: readonly number[],
): readonly [Float64Array, Float64Array] {
  const basis = driftBasis(times)
  const [redGreen, blueGreen] = codeChromaticity(colors, steps, modulation)
  return [detrend(redGreen, basis), detrend(blueGreen, basis)]
}

/** ln(R/G) and ln(B/G) of the frames under a code. */
export function codeChromaticity(
  colors: readonly string[],
  steps: readonly number[],
  modulation: number,
): readonly [number[], number[]] {
  const seen = steps.map((step) => logChromaticity(seenLight(colors[step] ?? '#000000'), modulation))
  return [seen.map(([redGreen]) => redGreen), seen.map(([, blueGreen]) => blueGreen)]
}
