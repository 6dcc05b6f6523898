import type { Plane } from '../image/image.ts'

/** Sums over all pixels above and to the left: `(width + 1) × (height + 1)` entries, the first row and column 0. */
export interface IntegralImage {
  readonly width: number
  readonly height: number
  readonly sums: Float64Array
}

/** Summed-area table (Crow 1984) of a plane. */
export function integralImage(plane: Plane): IntegralImage {
  const { width, height, data } = plane
  const stride = width + 1
  const sums = new Float64Array(stride * (height + 1))
  for (let y = 0; y < height; y += 1) {
    let rowSum = 0
    for (let x = 0; x < width; x += 1) {
      rowSum += data[y * width + x]!
      sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1]! + rowSum
    }
  }
  return { width, height, sums }
}

/** Mean over the pixels x0 ≤ x < x1, y0 ≤ y < y1, clipped to the image; 0 where nothing is left. */
export function meanOver(integral: IntegralImage, x0: number, y0: number, x1: number, y1: number): number {
  const { width, height, sums } = integral
  const left = Math.max(0, Math.round(x0))
  const top = Math.max(0, Math.round(y0))
  const right = Math.min(width, Math.round(x1))
  const bottom = Math.min(height, Math.round(y1))
  if (right <= left || bottom <= top) return 0
  const stride = width + 1
  const sum =
    sums[bottom * stride + right]! -
    sums[top * stride + right]! -
    sums[bottom * stride + left]! +
    sums[top * stride + left]!
  return sum / ((right - left) * (bottom - top))
}
