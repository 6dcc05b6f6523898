import type { Plane, RgbImage } from '../image/image.ts'

/** Luma of ITU-R BT.709 from the gamma-encoded values, 0–255. */
export function luminance(image: RgbImage): Plane {
  const { width, height, data: rgb } = image
  const data = new Float32Array(width * height)
  for (let i = 0, j = 0; i < data.length; i += 1, j += 3) {
    data[i] = 0.2126 * rgb[j]! + 0.7152 * rgb[j + 1]! + 0.0722 * rgb[j + 2]!
  }
  return { width, height, data }
}
