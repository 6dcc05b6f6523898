import type { Evidence } from '../evidence.ts'
import { fitRobustly } from '../signal/least-squares.ts'
import { median } from '../signal/order-statistics.ts'
import type { FlashAnswer } from './flash-answer.ts'
import { flashSlopes, surfaceAt } from './flash-slopes.ts'

/** A channel that the code hardly changes says nothing, sum of squares of linear light. */
const POWER_LEAST = 0.15

/**
 * Whether the flash adds the same light to dark print and to bright, or light in proportion to each: 0 for what reflects, print
 * included, 1 for a display, which gives its picture itself and mirrors the flash in its glass; in between where a glossy card
 * mirrors part of the screen. The slope of each cell's relative answer on its level, per relative answer: light that is
 * added is relatively less the brighter the cell. Null where too little is seen.
 */
export function flashAdditivity(evidence: Evidence, { modulation }: FlashAnswer): number | null {
  const seen = flashSlopes(evidence)
  if (!seen) return null
  const telling = seen.channels.filter(({ power }) => power >= POWER_LEAST)
  const surfaces = seen.cells.map(surfaceAt)
  const rows = telling.flatMap(({ levels }, channel) => {
    const common = median(levels)
    // What the channels have apart; one of them is in the surface's constant.
    const offsets = telling.slice(1).map((_, other) => (other + 1 === channel ? 1 : 0))
    return surfaces.map((surface, i) => [levels[i]! - common, ...surface, ...offsets])
  })
  const values = Float64Array.from(telling.flatMap(({ slopes }) => [...slopes]))
  const fit = rows.length > 0 ? fitRobustly(rows, values) : null
  return fit && -fit.weights[0]! / Math.log1p(modulation)
}
