import { solveLinear } from '../ops/solve-linear.ts'
import { median } from './order-statistics.ts'

/** Keeps the equations solvable where two regressors say the same; far below any regressor's own square. */
const RIDGE = 1e-9

interface Fit {
  readonly weights: Float64Array
  /** Sum over rows of weight × value × its row. */
  readonly moments: Float64Array
}

/** Weighted least squares by the normal equations, the first `columns` entries of every row; null where none exists. */
function solveRows(
  rows: readonly (readonly number[])[],
  values: ArrayLike<number>,
  columns: number,
  weightOf: (row: number) => number,
): Fit | null {
  const normal = new Float64Array(columns * columns)
  const right = new Float64Array(columns)
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    const weight = weightOf(i)
    for (let a = 0; a < columns; a++) {
      const weighted = weight * row[a]!
      right[a]! += weighted * values[i]!
      for (let b = a; b < columns; b++) normal[a * columns + b]! += weighted * row[b]!
    }
  }
  for (let a = 0; a < columns; a++) {
    normal[a * columns + a]! += RIDGE * rows.length
    for (let b = 0; b < a; b++) normal[a * columns + b] = normal[b * columns + a]!
  }
  const moments = right.slice()
  const weights = solveLinear(normal, right)
  return weights && { weights, moments }
}

/**
 * Mean squared residual of the least-squares fit of `values` by the first `columns` entries of every row; NaN where none exists.
 */
export function residualVariance(
  rows: readonly (readonly number[])[],
  values: readonly number[],
  columns: number,
): number {
  const fit = solveRows(rows, values, columns, () => 1)
  if (!fit) return NaN
  let squares = 0
  for (const value of values) squares += value * value
  let explained = 0
  for (let a = 0; a < columns; a++) explained += fit.weights[a]! * fit.moments[a]!
  return Math.max(0, squares - explained) / rows.length
}

/** What the least-squares fit by the first `columns` entries of every row leaves of every value; null where none exists. */
export function residualsOfFit(
  rows: readonly (readonly number[])[],
  values: readonly number[],
  columns: number,
): readonly number[] | null {
  const fit = solveRows(rows, values, columns, () => 1)
  if (!fit) return null
  return values.map((value, i) =>
    fit.weights.reduce((rest, weight, column) => rest - weight * rows[i]![column]!, value),
  )
}

/** Normal deviates: the median of their absolute values is this part of their standard deviation. */
const MAD_SHARE = 0.6745
const ROBUST_ROUNDS = 4

export interface RobustFit {
  readonly weights: Float64Array
  /** What the fit leaves of every value. */
  readonly rest: Float64Array
}

/**
 * Least squares when a part of the values may follow another law: weights fall with the residual (Cauchy), so that the many
 * decide. Null where no fit exists.
 */
export function fitRobustly(rows: readonly (readonly number[])[], values: Float64Array): RobustFit | null {
  const columns = rows[0]?.length ?? 0
  const rest = new Float64Array(values.length)
  let scale = Infinity
  let weights: Float64Array | null = null
  for (let round = 0; round < ROBUST_ROUNDS; round++) {
    weights = solveRows(rows, values, columns, (i) => 1 / (1 + (rest[i]! / scale) ** 2))?.weights ?? null
    if (!weights) return null
    for (let i = 0; i < rows.length; i++) {
      let fitted = 0
      for (let a = 0; a < columns; a++) fitted += rows[i]![a]! * weights[a]!
      rest[i] = values[i]! - fitted
    }
    scale = Math.max(Number.MIN_VALUE, median(rest.map(Math.abs)) / MAD_SHARE)
  }
  return weights && { weights, rest }
}
