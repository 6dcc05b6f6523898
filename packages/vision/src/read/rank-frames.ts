import type { RgbImage } from '../image/image.ts'
import type { Evidence, Frame } from '../evidence.ts'

/** What reading needs of a capture. */
export interface RowSource extends Pick<Evidence, 'cards' | 'rectified' | 'bestFrame'> {
  readonly frames: readonly Pick<Frame, 'image'>[]
}
/** Width at which frames are compared: enough to see blur that spoils reading, and sampled in one step from any frame. */
const COMPARE_WIDTH_PX = 640
/** Labels and values, 0–1 of the card. */
const TEXT = { x0: 0.05, x1: 0.66, y0: 0.2, y1: 0.8 } as const
/** Print's edges are about this upper share of the text area's pixels. */
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
    if (card === null || index === source.bestFrame) return
    const picture = source.rectified(index, COMPARE_WIDTH_PX)
    if (picture !== null) scored.push({ index, score: printSharpness(picture) })
  })
  return scored.sort((a, b) => b.score - a.score || a.index - b.index).map((frame) => frame.index)
}

function printSharpness(card: RgbImage): number {
  const { width, height, data } = card
  const histogram = new Uint32Array(BINS)
  let count = 0
  let paper = 0
  const brightest = (at: number) => Math.max(data[at]!, data[at + 1]!, data[at + 2]!)
  for (let y = Math.round(TEXT.y0 * height); y < TEXT.y1 * height; y++) {
    for (let x = Math.round(TEXT.x0 * width); x < TEXT.x1 * width; x++) {
      const at = (y * width + x) * 3
      const left = brightest(at - 3)
      const right = brightest(at + 3)
      const level = Math.max(left, right, 1)
      paper += level
      histogram[Math.min(BINS - 1, Math.floor((Math.abs(left - right) / level) * BINS))]!++
      count++
    }
  }
  let below = 0
  let bin = 0
  while (bin < BINS && (below += histogram[bin]!) < count * EDGE_QUANTILE) bin++
  return (bin / BINS) * Math.min(1, paper / count / FULL_LIGHT)
}
