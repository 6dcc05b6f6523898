/** Taps reach this many standard deviations to each side. */
const REACH_SIGMAS = 3

/**
 * Gaussian blur of interleaved RGB in place, as wide as asked: a lens focused before or behind the card. Light is averaged,
 * so this belongs before the sensor. `scratch` is as large as `rgb`.
 */
export function defocusRgb(
  rgb: Float32Array,
  width: number,
  height: number,
  sigmaPx: number,
  scratch: Float32Array,
): void {
  const reach = Math.max(1, Math.ceil(REACH_SIGMAS * sigmaPx))
  const taps = Float32Array.from({ length: reach + 1 }, (_, i) =>
    Math.exp(-(i * i) / (2 * sigmaPx * sigmaPx)),
  )
  const sum = 2 * taps.reduce((total, tap) => total + tap, 0) - taps[0]!
  for (let i = 0; i <= reach; i++) taps[i]! /= sum
  const row = width * 3
  const last = row - 3
  for (let y = 0; y < height; y++) {
    const at = y * row
    for (let i = 0; i < row; i++) {
      const channel = i % 3
      let value = taps[0]! * rgb[at + i]!
      for (let k = 1, step = 3; k <= reach; k++, step += 3) {
        const left = i - step < 0 ? channel : i - step
        const right = i + step >= row ? last + channel : i + step
        value += taps[k]! * (rgb[at + left]! + rgb[at + right]!)
      }
      scratch[at + i] = value
    }
  }
  for (let y = 0; y < height; y++) {
    const out = rgb.subarray(y * row, (y + 1) * row)
    const centre = scratch.subarray(y * row, (y + 1) * row)
    for (let i = 0; i < row; i++) out[i] = taps[0]! * centre[i]!
    for (let k = 1; k <= reach; k++) {
      const up = Math.max(0, y - k) * row
      const down = Math.min(height - 1, y + k) * row
      const tap = taps[k]!
      for (let i = 0; i < row; i++) out[i]! += tap * (scratch[up + i]! + scratch[down + i]!)
    }
  }
}
