import type { Evidence } from '../evidence.ts'
import { LIGHT_COLUMNS, LIGHT_ROWS, cardLight } from '../signal/card-light.ts'
import { robustResiduals } from '../signal/least-squares.ts'
import { median, quantile } from '../signal/order-statistics.ts'
import { linearOfHexColor } from '../signal/srgb-linear.ts'
import type { FlashAnswer } from './flash-answer.ts'

/** Added to linear light before a logarithm, as in the chromaticity series. */
const LINEAR_FLOOR = 0.0015
/** Cells more clipped than this in any frame have no known level. */
const CLIPPED_MAX = 0.2
/** Cells that must be judgeable in all frames: half of the card, so that they span it. */
const CELLS_MIN = (LIGHT_COLUMNS * LIGHT_ROWS) / 2
/** Cells of a 3 × 3 neighbourhood that a smoothed value needs. */
const NEIGHBOURS_MIN = 4
/** A mirror image covers a fiftieth of the card at the least to be seen; the same share is left out at the other end. */
const TAIL_SHARE = 0.03

/**
 * How unevenly the flash lights the card beyond what nearness explains: the spread over the card of the part of ln(light) that
 * follows the shown colours, a square surface and the tone curve removed, over the flash's own share in the light. Diffuse light
 * of a screen varies smoothly; where a glossy surface mirrors the screen, its light is added at once, with an edge. Null where
 * too little of the card is well exposed.
 */
export function flashUnevenness(
  evidence: Evidence,
  answer: FlashAnswer,
  colors: readonly string[],
): number | null {
  const lights = answer.series.frames.map((frame) => cardLight(evidence)[frame]!.card)
  const cells: number[] = []
  for (let i = 0; i < LIGHT_COLUMNS * LIGHT_ROWS; i++)
    if (lights.every((light) => light.clipped[i]! <= CLIPPED_MAX)) cells.push(i)
  if (cells.length < CELLS_MIN) return null
  const shown = centred(answer.steps.map((step) => linearOfHexColor(colors[step] ?? '#000000')))
  const length = shown.reduce((sum, rgb) => sum + rgb.reduce((s, v) => s + v * v, 0), 0)
  if (length === 0) return null
  const slopes = new Float64Array(cells.length)
  for (let c = 0; c < 3; c++) {
    for (const [k, light] of lights.entries()) {
      const logs = Float64Array.from(cells, (i) => Math.log(light.linear[3 * i + c]! + LINEAR_FLOOR))
      const common = median(logs)
      for (let i = 0; i < cells.length; i++) slopes[i]! += (shown[k]![c]! * (logs[i]! - common)) / length
    }
  }
  const rows = cells.map((i) => {
    const u = ((i % LIGHT_COLUMNS) + 0.5) / LIGHT_COLUMNS - 0.5
    const v = (Math.floor(i / LIGHT_COLUMNS) + 0.5) / LIGHT_ROWS - 0.5
    let level = 0
    for (const light of lights) level += Math.log(light.linear[3 * i + 1]! + LINEAR_FLOOR) / lights.length
    return [1, u, v, u * u, u * v, v * v, level]
  })
  const rest = robustResiduals(rows, slopes)
  if (!rest) return null
  const smooth = smoothOverCard(cells, rest)
  const spread = quantile(smooth, 1 - TAIL_SHARE) - quantile(smooth, TAIL_SHARE)
  return (spread * (1 + answer.modulation)) / answer.modulation
}

/** Colours less their mean over the frames. */
function centred(colors: readonly (readonly [number, number, number])[]): readonly (readonly number[])[] {
  const mean = [0, 1, 2].map((c) => colors.reduce((sum, rgb) => sum + rgb[c]!, 0) / colors.length)
  return colors.map((rgb) => rgb.map((value, c) => value - mean[c]!))
}

/** Median of each cell and those around it. */
function smoothOverCard(cells: readonly number[], values: Float64Array): Float64Array {
  const grid = new Float64Array(LIGHT_COLUMNS * LIGHT_ROWS).fill(NaN)
  for (const [k, i] of cells.entries()) grid[i] = values[k]!
  const smooth: number[] = []
  for (const i of cells) {
    const column = i % LIGHT_COLUMNS
    const around: number[] = []
    for (let row = Math.floor(i / LIGHT_COLUMNS) - 1; row <= i / LIGHT_COLUMNS + 1; row++) {
      for (let x = Math.max(0, column - 1); x <= Math.min(LIGHT_COLUMNS - 1, column + 1); x++) {
        const value = grid[row * LIGHT_COLUMNS + x] ?? NaN
        if (!Number.isNaN(value)) around.push(value)
      }
    }
    if (around.length >= NEIGHBOURS_MIN) smooth.push(median(around))
  }
  return Float64Array.from(smooth)
}
