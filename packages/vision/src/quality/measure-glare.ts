import type { RgbImage } from '../image/image.ts'

/** A channel at or above this is burnt out: sensors and JPEG leave a few levels of play below 255. */
const BURNT_OUT_LEVEL = 250

/**
 * Share (0–1) of the pixels that are burnt out in every channel that the light reaches: under coloured light glare burns the
 * lit channels only, so a channel counts when the image's mean in it is at least half of the brightest channel's.
 */
export function measureGlare(image: RgbImage): number {
  const { data } = image
  const levels = burntOutLevels(image)
  let burnt = 0
  for (let i = 0; i < data.length; i += 3) if (isBurntOut(data, i, levels)) burnt += 1
  return (3 * burnt) / data.length
}

/** Least level of red, green and blue in a burnt-out pixel of this image; 0 in a channel that its light does not reach. */
export function burntOutLevels(image: RgbImage): readonly number[] {
  const { data } = image
  const sums = [0, 0, 0]
  for (let i = 0; i < data.length; i += 3) {
    sums[0] = sums[0]! + data[i]!
    sums[1] = sums[1]! + data[i + 1]!
    sums[2] = sums[2]! + data[i + 2]!
  }
  const brightest = Math.max(...sums)
  return sums.map((sum) => (sum >= brightest / 2 ? BURNT_OUT_LEVEL : 0))
}

/** Whether the pixel whose red stands at `data[at]` is burnt out. */
export function isBurntOut(data: Uint8Array, at: number, levels: readonly number[]): boolean {
  return data[at]! >= levels[0]! && data[at + 1]! >= levels[1]! && data[at + 2]! >= levels[2]!
}
