/** Below this a pivot is numerically nothing: the system is singular. */
const LEAST_PIVOT = 1e-12

/**
 * Solves `matrix · x = right` by Gaussian elimination with partial pivoting; `matrix` is row-major n × n. Both inputs are
 * used up. Null when the system is singular.
 */
export function solveLinear(matrix: Float64Array, right: Float64Array): Float64Array | null {
  const n = right.length
  for (let column = 0; column < n; column += 1) {
    let pivot = column
    for (let row = column + 1; row < n; row += 1) {
      if (Math.abs(matrix[row * n + column]!) > Math.abs(matrix[pivot * n + column]!)) pivot = row
    }
    const divisor = matrix[pivot * n + column]!
    if (!(Math.abs(divisor) > LEAST_PIVOT)) return null
    if (pivot !== column) {
      for (let k = 0; k < n; k += 1) {
        const held = matrix[column * n + k]!
        matrix[column * n + k] = matrix[pivot * n + k]!
        matrix[pivot * n + k] = held
      }
      const held = right[column]!
      right[column] = right[pivot]!
      right[pivot] = held
    }
    for (let row = column + 1; row < n; row += 1) {
      const factor = matrix[row * n + column]! / divisor
      if (factor === 0) continue
      for (let k = column; k < n; k += 1)
        matrix[row * n + k] = matrix[row * n + k]! - factor * matrix[column * n + k]!
      right[row] = right[row]! - factor * right[column]!
    }
  }
  const solution = new Float64Array(n)
  for (let row = n - 1; row >= 0; row -= 1) {
    let sum = right[row]!
    for (let k = row + 1; k < n; k += 1) sum -= matrix[row * n + k]! * solution[k]!
    solution[row] = sum / matrix[row * n + row]!
  }
  return solution
}
