import { solveLinear } from '../ops/solve-linear.ts'
import { fitRobustly } from './least-squares.ts'
import { MAD_TO_SIGMA, median } from './order-statistics.ts'

/** The others are more than the curve's coefficients by this: fewer lie on any curve. */
const SPARE_LEAST = 2

interface Deviations {
  /** From what the others say, NaN where they are too few. */
  readonly deviation: readonly number[]
  /** One standard deviation of that by how far the others are off their own curve, and by how far the value lies from them. */
  readonly error: readonly number[]
}

/**
 * How far each value stands off the line through all others, which is fitted without the value and so that the many decide.
 */
export function againstOthers(
  places: readonly number[],
  values: readonly number[],
  coefficients: 1 | 2 | 3,
): Deviations {
  const rowAt = (place: number): number[] =>
    Array.from({ length: coefficients }, (_, power) => place ** power)
  const middle = median(places)
  const judged = values.map((value, i) => {
    const others = values.flatMap((other, j) => (j !== i && Number.isFinite(other) ? [j] : []))
    if (!Number.isFinite(value) || others.length < coefficients + SPARE_LEAST) return [NaN, NaN] as const
    const rows = others.map((j) => rowAt(places[j]! - middle))
    const fit = fitRobustly(
      rows,
      Float64Array.from(others, (j) => values[j]!),
    )
    const own = rowAt(places[i]! - middle)
    const normal = Float64Array.from({ length: coefficients ** 2 }, (_, k) =>
      rows.reduce((sum, row) => sum + row[Math.floor(k / coefficients)]! * row[k % coefficients]!, 0),
    )
    const solved = solveLinear(normal, Float64Array.from(own))
    if (!fit || !solved) return [NaN, NaN] as const
    const expected = own.reduce((sum, x, a) => sum + x * fit.weights[a]!, 0)
    const leverage = own.reduce((sum, x, a) => sum + x * solved[a]!, 0)
    const sigma = MAD_TO_SIGMA * median(fit.rest.map(Math.abs))
    return [value - expected, sigma * Math.sqrt(1 + leverage)] as const
  })
  return { deviation: judged.map(([value]) => value), error: judged.map(([, error]) => error) }
}
