/** Value below which the fraction `q` (0–1) of the values lies, linearly interpolated; NaN for no values. */
export function quantile(values: ArrayLike<number>, q: number): number {
  if (values.length === 0) return NaN
  const copy = new Float64Array(values)
  const position = q * (copy.length - 1)
  const below = Math.floor(position)
  const low = selectNth(copy, below)
  if (below === position) return low
  // What lies behind the nth is no smaller: the next is the least of it.
  let next = Infinity
  for (let i = below + 1; i < copy.length; i++) if (copy[i]! < next) next = copy[i]!
  return low + (position - below) * (next - low)
}

/** The nth least value (0-based); reorders so that smaller ones lie before it (Hoare's selection, median of three). */
export function selectNth(values: Float32Array | Float64Array, n: number): number {
  let left = 0
  let right = values.length - 1
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

/** Median; NaN for no values. */
export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5)
}

/** `value` mapped linearly so that `zeroAt` gives 0 and `oneAt` gives 1, clamped to 0–1. `zeroAt` may exceed `oneAt`. */
export function ramp(value: number, zeroAt: number, oneAt: number): number {
  return Math.min(1, Math.max(0, (value - zeroAt) / (oneAt - zeroAt)))
}
