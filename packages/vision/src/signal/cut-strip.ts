import type { CardBox } from '@kartu/core'
import { cardHeightPx } from '../card/card-size.ts'
import type { Homography, LocatedCard } from '../card/located-card.ts'
import { rectifiedToFrame } from '../card/rectify-card.ts'
import type { Evidence } from '../evidence.ts'
import type { RgbImage } from '../image/image.ts'
import { applyHomography } from '../ops/homography.ts'
import { READING_WIDTH_PX } from '../read/read-rows.ts'
import { openInkStrip, type InkStrip } from './ink-strip.ts'

/** Room around a line's box, as shares of its height: for strokes beyond it and for paper to compare with. */
const MARGIN_Y = 0.32
const MARGIN_X = 0.6

/** A printed line with room around it, straight from a frame's own pixels; null for a frame without a card. */
export function cutStrip(evidence: Evidence, frame: number, box: CardBox, isLong = false): InkStrip | null {
  const image = evidence.frames[frame]?.image
  const card = evidence.cards[frame]
  if (!image || !card) return null
  const heightPx = cardHeightPx(READING_WIDTH_PX)
  const capPx = (box.y1 - box.y0) * heightPx
  const x0 = Math.round(box.x0 * READING_WIDTH_PX - MARGIN_X * capPx)
  const y0 = Math.round(box.y0 * heightPx - MARGIN_Y * capPx)
  const width = Math.max(0, Math.round(box.x1 * READING_WIDTH_PX + MARGIN_X * capPx) - x0)
  const height = Math.max(0, Math.round(box.y1 * heightPx + MARGIN_Y * capPx) - y0)
  const levels = new Float32Array(width * height)
  sampleLuma(image, stripToFrame(card, x0, y0, heightPx), levels, width)
  return openInkStrip(levels, width, height, { x0, y0, isLong, capPx, capTop: box.y0 * heightPx - y0 })
}

function stripToFrame(card: LocatedCard, x0: number, y0: number, heightPx: number): Homography {
  const [a, b, c, d, e, f, g, h, k] = rectifiedToFrame(card, READING_WIDTH_PX, heightPx)
  return [a, b, a * x0 + b * y0 + c, d, e, d * x0 + e * y0 + f, g, h, g * x0 + h * y0 + k]
}

/**
 * Luma (ITU-R BT.601) through a homography from output to input pixels, bilinear, edge pixels repeated outside. A line is cut finer than
 * most frames show it, so that the luma of the frame's pixels is worked out first, and once.
 */
function sampleLuma(image: RgbImage, toFrame: Homography, levels: Float32Array, width: number): void {
  if (levels.length === 0) return
  const [a, b, c, d, e, f, g, h, k] = toFrame
  const corners = [0, width - 1].flatMap((x) =>
    [0, levels.length / width - 1].map((y) => applyHomography(toFrame, x, y)),
  )
  const within = (value: number, size: number): number => Math.min(size - 1.001, Math.max(0, value))
  const us = corners.map(({ x }) => within(x, image.width))
  const vs = corners.map(({ y }) => within(y, image.height))
  const [firstU, lastU] = [Math.min(...us), Math.max(...us)]
  const [firstV, lastV] = [Math.min(...vs), Math.max(...vs)]
  const x0 = firstU | 0
  const y0 = firstV | 0
  const stride = (lastU | 0) + 2 - x0
  const luma = lumaOf(image, { x0, y0, width: stride, height: (lastV | 0) + 2 - y0 })
  for (let y = 0, i = 0; i < levels.length; y++) {
    const rowU = b * y + c
    const rowV = e * y + f
    const rowW = h * y + k
    for (let x = 0; x < width; x++, i++) {
      const w = 1 / (g * x + rowW)
      const u = Math.min(lastU, Math.max(firstU, (a * x + rowU) * w)) - x0
      const v = Math.min(lastV, Math.max(firstV, (d * x + rowV) * w)) - y0
      const column = u | 0
      const row = v | 0
      const fx = u - column
      const at = row * stride + column
      const below = at + stride
      const upper = luma[at]! + fx * (luma[at + 1]! - luma[at]!)
      const lower = luma[below]! + fx * (luma[below + 1]! - luma[below]!)
      levels[i] = (upper + (v - row) * (lower - upper)) / 1000
    }
  }
}

/** Thousandths of a code value of the pixels of a rectangle. */
function lumaOf(image: RgbImage, { x0, y0, width, height }: PixelBox): Float32Array {
  const { data } = image
  const luma = new Float32Array(width * height)
  for (let y = y0, i = 0; i < luma.length; y++) {
    let at = 3 * (y * image.width + x0)
    for (const end = i + width; i < end; i++, at += 3)
      luma[i] = 299 * data[at]! + 587 * data[at + 1]! + 114 * data[at + 2]!
  }
  return luma
}

interface PixelBox {
  readonly x0: number
  readonly y0: number
  readonly width: number
  readonly height: number
}
