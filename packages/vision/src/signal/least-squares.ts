import { solveLinear } from '../ops/solve-linear.ts'

/** Keeps the equations solvable where two regressors say the same; far below any regressor's own square. */
const RIDGE = 1e-9

/**
 * Mean squared residual of the least-squares fit of `values` by the first `columns` entries of every row; NaN where none exists.
 */
export function residualVariance(
  rows: readonly (readonly number[])[],
  values: readonly number[],
  columns: number,
): number {
  const normal = new Float64Array(columns * columns)
  const right = new Float64Array(columns)
  let squares = 0
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    const value = values[i]!
    squares += value * value
    for (let a = 0; a < columns; a++) {
      right[a]! += row[a]! * value
      for (let b = 0; b < columns; b++) normal[a * columns + b]! += row[a]! * row[b]!
    }
  }
  for (let a = 0; a < columns; a++) normal[a * columns + a]! += RIDGE * rows.length
  const moments = right.slice()
  const weights = solveLinear(normal, right)
  if (!weights) return NaN
  let explained = 0
  for (let a = 0; a < columns; a++) explained += weights[a]! * moments[a]!
  return Math.max(0, squares - explained) / rows.length
}
