import type { RgbImage } from '../image/image.ts'

/** A KTP's blue stock and a warm lamp stay below this ratio between channels; a coloured flash step does not. */
const NEUTRAL_RATIO = 0.6

/** 0 = neutral light, 1 = light of one pure colour: how far the weakest channel's mean falls below the strongest one's. */
export function measureCast(image: RgbImage): number {
  const { data } = image
  let [red, green, blue] = [0, 0, 0]
  for (let i = 0; i < data.length; i += 3) {
    red += data[i]!
    green += data[i + 1]!
    blue += data[i + 2]!
  }
  const ratio = Math.min(red, green, blue) / Math.max(1, red, green, blue)
  return Math.max(0, 1 - ratio / NEUTRAL_RATIO)
}
