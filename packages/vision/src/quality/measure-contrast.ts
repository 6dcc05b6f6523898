import type { RgbImage } from '../image/image.ts'

/** Where a KTP's labels and values stand, shares of the card: neither its photo nor the darker type of its head. */
const TEXT = { x0: 0.03, x1: 0.67, y0: 0.22, y1: 0.92 } as const
/** Each piece has some of a few rows; light differs from piece to piece. */
const PIECES = 3
/** Strokes cover a few hundredths of a piece, paper most of it. */
const PRINT_PERCENTILE = 0.03
const PAPER_PERCENTILE = 0.75

/** How much darker print is than its paper, 0–1, mean over a card's text: what overexposure and veils of light wash out. */
export function measureContrast(image: RgbImage): number {
  let sum = 0
  for (let row = 0; row < PIECES; row++)
    for (let column = 0; column < PIECES; column++) sum += contrastOfPiece(image, column, row)
  return sum / PIECES ** 2
}

function contrastOfPiece({ data, width, height }: RgbImage, column: number, row: number): number {
  const edge = (from: number, to: number, piece: number, size: number): number =>
    Math.round((from + ((to - from) * piece) / PIECES) * size)
  const [left, right] = [edge(TEXT.x0, TEXT.x1, column, width), edge(TEXT.x0, TEXT.x1, column + 1, width)]
  const [top, bottom] = [edge(TEXT.y0, TEXT.y1, row, height), edge(TEXT.y0, TEXT.y1, row + 1, height)]
  const histogram = new Uint32Array(256)
  for (let y = top; y < bottom; y++) {
    for (let i = 3 * (y * width + left), end = i + 3 * (right - left); i < end; i += 3)
      histogram[Math.round(0.299 * data[i]! + 0.587 * data[i + 1]! + 0.114 * data[i + 2]!)]!++
  }
  const count = (right - left) * (bottom - top)
  const paper = levelAt(histogram, PAPER_PERCENTILE * count)
  return paper > 0 ? Math.max(0, 1 - levelAt(histogram, PRINT_PERCENTILE * count) / paper) : 0
}

/** The level below which so many pixels lie. */
function levelAt(histogram: Uint32Array, rank: number): number {
  let below = 0
  for (let level = 0; level < histogram.length; level++) {
    below += histogram[level]!
    if (below > rank) return level
  }
  return histogram.length - 1
}
