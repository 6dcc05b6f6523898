import type { Evidence } from '../evidence.ts'
import { LIGHT_COLUMNS, LIGHT_ROWS } from '../signal/card-light.ts'
import { fitRobustly } from '../signal/least-squares.ts'
import { median, quantile } from '../signal/order-statistics.ts'
import type { FlashAnswer } from './flash-answer.ts'
import { flashSlopes, surfaceAt } from './flash-slopes.ts'

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
export function flashUnevenness(evidence: Evidence, { modulation }: FlashAnswer): number | null {
  const seen = flashSlopes(evidence)
  const power = seen?.channels.reduce((sum, channel) => sum + channel.power, 0) ?? 0
  if (!seen || power === 0) return null
  const { cells, channels } = seen
  const slopes = Float64Array.from(cells, (_, i) =>
    channels.reduce((sum, channel) => sum + (channel.power / power) * channel.slopes[i]!, 0),
  )
  const green = channels[1]!.levels
  const fit = fitRobustly(
    cells.map((cell, i) => [...surfaceAt(cell), green[i]!]),
    slopes,
  )
  if (!fit) return null
  const smooth = smoothOverCard(cells, fit.rest)
  const spread = quantile(smooth, 1 - TAIL_SHARE) - quantile(smooth, TAIL_SHARE)
  return (spread * (1 + modulation)) / modulation
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
