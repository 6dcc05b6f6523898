/** Value below which the fraction `q` (0–1) of the values lies, linearly interpolated; NaN for no values. */
export function quantile(values: ArrayLike<number>, q: number): number {
  return quantileOfFirst(new Float64Array(values), values.length, q)
}

/** `quantile` of the first `count` values, which it reorders. */
function quantileOfFirst(values: Float64Array, count: number, q: number): number {
  if (count === 0) return NaN
  const position = q * (count - 1)
  const below = Math.floor(position)
  const low = selectNth(values, below, count)
  if (below === position) return low
  // What lies behind the nth is no smaller: the next is the least of it.
  let next = Infinity
  for (let i = below + 1; i < count; i++) if (values[i]! < next) next = values[i]!
  return low + (position - below) * (next - low)
}

/**
 * The nth least (0-based) of the first `count` values; reorders them so that smaller ones lie before it (Hoare's selection, median of
 * three).
 */
export function selectNth(values: Float32Array | Float64Array, n: number, count = values.length): number {
  let left = 0
  let right = count - 1
  while (left < right) {
    const a = values[left]!
    const b = values[(left + right) >> 1]!
    const c = values[right]!
    const pivot = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c))
    let i = left
    let j = right
    while (i <= j) {
      while (values[i]! < pivot) i++
      while (values[j]! > pivot) j--
      if (i > j) break
      const swap = values[i]!
      values[i] = values[j]!
      values[j] = swap
      i++
      j--
    }
    if (n <= j) right = j
    else if (n >= i) left = i
    else break
  }
  return values[n]!
}

/** Median absolute deviation to standard deviation of a normal distribution. */
export const MAD_TO_SIGMA = 1.4826

/** Median; NaN for no values. */
export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5)
}

/** Median of the first `count` values, which it reorders: for callers that gather them in one array over and over. */
export function medianOfFirst(values: Float64Array, count: number): number {
  return quantileOfFirst(values, count, 0.5)
}

/** `value` mapped linearly so that `zeroAt` gives 0 and `oneAt` gives 1, clamped to 0–1. `zeroAt` may exceed `oneAt`. */
export function ramp(value: number, zeroAt: number, oneAt: number): number {
  return Math.min(1, Math.max(0, (value - zeroAt) / (oneAt - zeroAt)))
}
