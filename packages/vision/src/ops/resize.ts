import type { Plane, RgbImage } from '../image/image.ts'

/**
 * Shrinks (or enlarges) by area averaging: every output pixel is the mean of the input area it covers, partial pixels
 * counted by their share. `width` and `height` are the output's, ≥ 1.
 */
export function resizePlane(plane: Plane, width: number, height: number): Plane {
  return { width, height, data: resizeArea(plane.data, plane.width, plane.height, width, height, 1) }
}

/** `resizePlane` for three interleaved channels, rounded to 8 bits. */
export function resizeRgb(image: RgbImage, width: number, height: number): RgbImage {
  const data = resizeArea(image.data, image.width, image.height, width, height, 3)
  return { width, height, data: Uint8Array.from(data, (value) => value + 0.5) }
}

function resizeArea(
  input: Float32Array | Uint8Array,
  inWidth: number,
  inHeight: number,
  width: number,
  height: number,
  channels: 1 | 3,
): Float32Array {
  const columns = spans(inWidth, width)
  const rows = spans(inHeight, height)
  // Columns first, one input row at a time, then accumulated into the output row: memory is read once, in order.
  const output = new Float32Array(width * height * channels)
  const line = new Float32Array(width * channels)
  for (let y = 0; y < height; y += 1) {
    const row = rows[y]!
    const base = y * width * channels
    for (let k = 0; k < row.weights.length; k += 1) {
      shrinkLine(input, (row.start + k) * inWidth * channels, columns, channels, line)
      const weight = row.weights[k]!
      for (let i = 0; i < line.length; i += 1) output[base + i] = output[base + i]! + weight * line[i]!
    }
  }
  return output
}

function shrinkLine(
  input: Float32Array | Uint8Array,
  base: number,
  columns: readonly Span[],
  channels: 1 | 3,
  line: Float32Array,
): void {
  for (let x = 0; x < columns.length; x += 1) {
    const { start, weights } = columns[x]!
    let at = base + start * channels
    let first = 0
    let second = 0
    let third = 0
    for (let k = 0; k < weights.length; k += 1, at += channels) {
      const weight = weights[k]!
      first += weight * input[at]!
      if (channels === 3) {
        second += weight * input[at + 1]!
        third += weight * input[at + 2]!
      }
    }
    line[x * channels] = first
    if (channels === 3) {
      line[x * 3 + 1] = second
      line[x * 3 + 2] = third
    }
  }
}

interface Span {
  readonly start: number
  /** Shares of the input pixels from `start` on; they sum to 1. */
  readonly weights: Float32Array
}

function spans(inLength: number, outLength: number): readonly Span[] {
  const scale = inLength / outLength
  return Array.from({ length: outLength }, (_, index) => {
    const from = index * scale
    const to = Math.min(inLength, from + scale)
    const start = Math.min(inLength - 1, Math.floor(from))
    const count = Math.max(1, Math.ceil(to - 1e-9) - start)
    const weights = Float32Array.from(
      { length: count },
      (_unused, k) => (Math.min(to, start + k + 1) - Math.max(from, start + k)) / (to - from),
    )
    return { start, weights }
  })
}
