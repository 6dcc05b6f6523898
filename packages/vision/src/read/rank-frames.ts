import { rectifyRegion } from '../card/rectify-region.ts'
import { cardHeightPx } from '../card/card-size.ts'
import type { RgbImage } from '../image/image.ts'
import type { Evidence, Frame } from '../evidence.ts'

/** What reading needs of a capture. */
export interface RowSource extends Pick<Evidence, 'cards' | 'rectified' | 'bestFrame'> {
  readonly frames: readonly Pick<Frame, 'image'>[]
}
/** Width at which frames are compared: fine enough to see blur that spoils reading. */
const COMPARE_WIDTH_PX = 960
/** Strips of labels and values that are compared, 0–1 of the card: three rows' heights, spread over the text. */
const STRIPS = { x0: 0.05, x1: 0.66, height: 0.045, tops: [0.28, 0.46, 0.64] } as const
/** Print's edges are about this upper share of the strips' pixels. */
const EDGE_QUANTILE = 0.95
/** Paper darker than this (0–255) is noisy: its edges count less. */
const FULL_LIGHT = 80
/** Bins of relative contrast, 0–1. */
const BINS = 200

/**
 * Indices of the frames to fall back to when the best frame leaves doubt, the best of them first: the steepest print
 * edges against their paper, less where the paper is dark and so noisy.
 */
export function rankOtherFrames(source: RowSource): number[] {
  const scored: { index: number; score: number }[] = []
  source.cards.forEach((card, index) => {
    const image = source.frames[index]?.image
    if (card === null || !image || index === source.bestFrame) return
    const height = cardHeightPx(COMPARE_WIDTH_PX)
    const strips = STRIPS.tops.map((top) =>
      rectifyRegion(image, card, COMPARE_WIDTH_PX, {
        x: Math.round(STRIPS.x0 * COMPARE_WIDTH_PX),
        y: Math.round(top * height),
        width: Math.round((STRIPS.x1 - STRIPS.x0) * COMPARE_WIDTH_PX),
        height: Math.round(STRIPS.height * height),
      }),
    )
    scored.push({ index, score: printSharpness(strips) })
  })
  return scored.sort((a, b) => b.score - a.score || a.index - b.index).map((frame) => frame.index)
}

function printSharpness(strips: readonly RgbImage[]): number {
  const histogram = new Uint32Array(BINS)
  let [count, paper] = [0, 0]
  for (const strip of strips) {
    paper += countEdges(strip, histogram)
    count += (strip.width - 2) * strip.height
  }
  let below = 0
  let bin = 0
  while (bin < BINS && (below += histogram[bin]!) < count * EDGE_QUANTILE) bin++
  return (bin / BINS) * Math.min(1, paper / count / FULL_LIGHT)
}

/** Counts every pixel's contrast between its neighbours; gives the sum of the brighter ones' levels. */
function countEdges({ width, height, data }: RgbImage, histogram: Uint32Array): number {
  let paper = 0
  for (let y = 0; y < height; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = (y * width + x) * 3
      const left = Math.max(data[at - 3]!, data[at - 2]!, data[at - 1]!)
      const right = Math.max(data[at + 3]!, data[at + 4]!, data[at + 5]!)
      const level = Math.max(left, right, 1)
      paper += level
      histogram[Math.min(BINS - 1, Math.floor((Math.abs(left - right) / level) * BINS))]!++
    }
  }
  return paper
}
