import type { RgbImage } from '../../image/image.ts'
import type { Point } from '../located-card.ts'
import { sampleRgb } from './sample-rgb.ts'

/** Where bare card stock lies inside the outline, as shares of the card's width: past a printed border, before the text. */
const INSETS = [0.018, 0.024, 0.03] as const
const BLOCKS = 6
const SAMPLES_PER_BLOCK = 12

/**
 * The colour of the card's own stock along one side (three levels a sample, `count` samples evenly from `first` to 1 − `first`):
 * block medians just inside the outline, interpolated, so that uneven light is followed and print, glare and fingers are not.
 */
export function stockLevels(
  image: RgbImage,
  from: Point,
  to: Point,
  outward: Point,
  cardWidthPx: number,
  count: number,
  first: number,
): Float32Array {
  const at = (share: number): number => first + (1 - 2 * first) * share
  const blocks = Array.from({ length: BLOCKS }, (_, block) => {
    const channels: [number[], number[], number[]] = [[], [], []]
    for (let k = 0; k < SAMPLES_PER_BLOCK; k += 1) {
      const t = at((block + (k + 0.5) / SAMPLES_PER_BLOCK) / BLOCKS)
      for (const inset of INSETS) {
        const x = from.x + (to.x - from.x) * t - outward.x * inset * cardWidthPx
        const y = from.y + (to.y - from.y) * t - outward.y * inset * cardWidthPx
        sampleRgb(image, x, y, rgb)
        for (let c = 0; c < 3; c += 1) channels[c]!.push(rgb[c]!)
      }
    }
    return channels.map(median)
  })
  const levels = new Float32Array(count * 3)
  for (let k = 0; k < count; k += 1) {
    const position = Math.min(BLOCKS - 1, Math.max(0, (k / (count - 1)) * BLOCKS - 0.5))
    const low = Math.min(BLOCKS - 2, Math.floor(position))
    const share = position - low
    for (let c = 0; c < 3; c += 1)
      levels[k * 3 + c] = blocks[low]![c]! * (1 - share) + blocks[low + 1]![c]! * share
  }
  return levels
}

const rgb = new Float32Array(3)

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1]!
}
