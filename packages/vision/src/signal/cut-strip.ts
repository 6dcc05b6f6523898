import type { CardBox } from '@kartu/core'
import { cardHeightPx } from '../card/card-size.ts'
import type { Homography, LocatedCard } from '../card/located-card.ts'
import { rectifiedToFrame } from '../card/rectify-card.ts'
import type { Evidence } from '../evidence.ts'
import type { RgbImage } from '../image/image.ts'
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

/** Luma (ITU-R BT.601) through a homography from output to input pixels, bilinear, edge pixels repeated outside. */
function sampleLuma(image: RgbImage, toFrame: Homography, levels: Float32Array, width: number): void {
  const { data } = image
  const [a, b, c, d, e, f, g, h, k] = toFrame
  const lastX = image.width - 1.001
  const lastY = image.height - 1.001
  const stride = image.width * 3
  for (let i = 0, x = 0, y = 0; i < levels.length; i++) {
    const w = 1 / (g * x + h * y + k)
    const u = Math.min(lastX, Math.max(0, (a * x + b * y + c) * w))
    const v = Math.min(lastY, Math.max(0, (d * x + e * y + f) * w))
    const column = u | 0
    const row = v | 0
    const fx = u - column
    const fy = v - row
    const at = row * stride + column * 3
    const below = at + stride
    const nw = (1 - fx) * (1 - fy)
    const ne = fx * (1 - fy)
    const sw = (1 - fx) * fy
    const se = fx * fy
    const red = nw * data[at]! + ne * data[at + 3]! + sw * data[below]! + se * data[below + 3]!
    const green = nw * data[at + 1]! + ne * data[at + 4]! + sw * data[below + 1]! + se * data[below + 4]!
    const blue = nw * data[at + 2]! + ne * data[at + 5]! + sw * data[below + 2]! + se * data[below + 5]!
    levels[i] = 0.299 * red + 0.587 * green + 0.114 * blue
    x++
    if (x === width) {
      x = 0
      y++
    }
  }
}
