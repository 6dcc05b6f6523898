/** With fewer values a line takes away as much signal as drift, and the span is too short to drift far. */
const LINE_FRAMES_MIN = 5

/**
 * An orthonormal basis of what slow drift can look like over the given times (a constant and a straight line). A series
 * minus its projection on the basis is free of offset and first-order drift, such as a white balance settling.
 */
export function driftBasis(times: readonly number[]): readonly Float64Array[] {
  const n = times.length
  const constant = new Float64Array(n).fill(1 / Math.sqrt(n))
  if (n < LINE_FRAMES_MIN) return [constant]
  const centre = times.reduce((sum, t) => sum + t, 0) / n
  const line = Float64Array.from(times, (t) => t - centre)
  const norm = Math.sqrt(line.reduce((sum, v) => sum + v * v, 0))
  if (norm === 0) return [constant]
  return [constant, line.map((v) => v / norm)]
}

/** The series without its projection on the basis. */
export function detrend(series: ArrayLike<number>, basis: readonly Float64Array[]): Float64Array {
  const result = Float64Array.from(series)
  for (const vector of basis) {
    let along = 0
    for (let i = 0; i < vector.length; i++) along += series[i]! * vector[i]!
    for (let i = 0; i < vector.length; i++) result[i]! -= along * vector[i]!
  }
  return result
}
