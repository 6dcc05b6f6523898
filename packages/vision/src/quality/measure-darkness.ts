import type { RgbImage } from '../image/image.ts'

/** Card stock is light: its brightest channel is near this level in a well exposed frame. */
const WELL_LIT_LEVEL = 150
/** The stock makes up more than half of a card; its level is the upper quartile's, past print and photo. */
const STOCK_PERCENTILE = 0.75

/** 0 = well exposed, 1 = black: how far the card stock's brightest channel lies below a well exposed one. */
export function measureDarkness(image: RgbImage): number {
  const { data } = image
  const histogram = new Uint32Array(256)
  for (let i = 0; i < data.length; i += 3) {
    const level = Math.max(data[i]!, data[i + 1]!, data[i + 2]!)
    histogram[level] = histogram[level]! + 1
  }
  let left = (data.length / 3) * STOCK_PERCENTILE
  let level = 0
  while (level < 255 && left > histogram[level]!) {
    left -= histogram[level]!
    level += 1
  }
  return Math.max(0, 1 - level / WELL_LIT_LEVEL)
}
