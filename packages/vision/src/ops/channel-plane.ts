import type { Plane, RgbImage } from '../image/image.ts'

/** One channel of an image, 0 red, 1 green, 2 blue; values 0–255 as encoded. */
export function channelPlane(image: RgbImage, channel: 0 | 1 | 2): Plane {
  const { width, height, data: rgb } = image
  const data = new Float32Array(width * height)
  for (let i = 0, j = channel; i < data.length; i += 1, j += 3) data[i] = rgb[j]!
  return { width, height, data }
}
