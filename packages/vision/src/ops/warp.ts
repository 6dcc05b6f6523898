import type { Plane, RgbImage } from '../image/image.ts'
import type { Homography } from '../card/located-card.ts'

/**
 * Resamples an image through a homography that maps *output* pixels to *input* pixels, bilinear, edge pixels repeated
 * outside. Not prefiltered: where the output is much coarser than the input, shrink the input first.
 */
export function warpRgb(image: RgbImage, outputToInput: Homography, width: number, height: number): RgbImage {
  const { width: inWidth, height: inHeight, data: input } = image
  const [a, b, c, d, e, f, g, h, k] = outputToInput
  const data = new Uint8Array(width * height * 3)
  const lastX = inWidth - 1.001
  const lastY = inHeight - 1.001
  const stride = inWidth * 3
  let out = 0
  for (let y = 0; y < height; y += 1) {
    const rowU = b * y + c
    const rowV = e * y + f
    const rowW = h * y + k
    for (let x = 0; x < width; x += 1) {
      const w = 1 / (g * x + rowW)
      const u = Math.min(lastX, Math.max(0, (a * x + rowU) * w))
      const v = Math.min(lastY, Math.max(0, (d * x + rowV) * w))
      const column = u | 0
      const row = v | 0
      const fx = u - column
      const fy = v - row
      const nw = (1 - fx) * (1 - fy)
      const ne = fx * (1 - fy)
      const sw = (1 - fx) * fy
      const se = fx * fy
      const i = row * stride + column * 3
      const j = i + stride
      data[out] = nw * input[i]! + ne * input[i + 3]! + sw * input[j]! + se * input[j + 3]! + 0.5
      data[out + 1] = nw * input[i + 1]! + ne * input[i + 4]! + sw * input[j + 1]! + se * input[j + 4]! + 0.5
      data[out + 2] = nw * input[i + 2]! + ne * input[i + 5]! + sw * input[j + 2]! + se * input[j + 5]! + 0.5
      out += 3
    }
  }
  return { width, height, data }
}

/** `warpRgb` for one float channel. */
export function warpPlane(plane: Plane, outputToInput: Homography, width: number, height: number): Plane {
  const { width: inWidth, height: inHeight, data: input } = plane
  const [a, b, c, d, e, f, g, h, k] = outputToInput
  const data = new Float32Array(width * height)
  const lastX = inWidth - 1.001
  const lastY = inHeight - 1.001
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const w = 1 / (g * x + h * y + k)
      const u = Math.min(lastX, Math.max(0, (a * x + b * y + c) * w))
      const v = Math.min(lastY, Math.max(0, (d * x + e * y + f) * w))
      const column = u | 0
      const row = v | 0
      const fx = u - column
      const fy = v - row
      const i = row * inWidth + column
      const j = i + inWidth
      const upper = input[i]! + fx * (input[i + 1]! - input[i]!)
      const lower = input[j]! + fx * (input[j + 1]! - input[j]!)
      data[y * width + x] = upper + fy * (lower - upper)
    }
  }
  return { width, height, data }
}

/** `warpRgb` for one channel of an image alone (0 red, 1 green, 2 blue), as code values. */
export function warpChannel(
  image: RgbImage,
  channel: 0 | 1 | 2,
  outputToInput: Homography,
  width: number,
  height: number,
): Plane {
  const { width: inWidth, height: inHeight, data: input } = image
  const [a, b, c, d, e, f, g, h, k] = outputToInput
  const data = new Float32Array(width * height)
  const lastX = inWidth - 1.001
  const lastY = inHeight - 1.001
  const stride = inWidth * 3
  for (let y = 0, out = 0; y < height; y += 1) {
    const rowU = b * y + c
    const rowV = e * y + f
    const rowW = h * y + k
    for (let x = 0; x < width; x += 1, out += 1) {
      const w = 1 / (g * x + rowW)
      const u = Math.min(lastX, Math.max(0, (a * x + rowU) * w))
      const v = Math.min(lastY, Math.max(0, (d * x + rowV) * w))
      const column = u | 0
      const row = v | 0
      const fx = u - column
      const i = row * stride + column * 3 + channel
      const j = i + stride
      const upper = input[i]! + fx * (input[i + 3]! - input[i]!)
      const lower = input[j]! + fx * (input[j + 3]! - input[j]!)
      data[out] = upper + (v - row) * (lower - upper)
    }
  }
  return { width, height, data }
}
