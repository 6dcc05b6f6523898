import type { Plane, RgbImage } from '../image/image.ts'
import { boxBlur } from '../ops/box-blur.ts'
import { resizePlane } from '../ops/resize.ts'
import { fitCard, LEAST_CONFIDENCE } from './locate-card.ts'
import { printContrast } from './print-layout.ts'
import { workingImage, type WorkingImage } from './locate/working-image.ts'
import type { LocatedCard, Point, Quad } from './located-card.ts'

/** A frame in which the card was found, ready to be followed into the next one. */
export interface TrackedFrame {
  readonly card: LocatedCard
  readonly working: WorkingImage
}

/** Shifts are searched on a half-size working image, to 8 % of the frame's long side: half a second of an unsteady hand. */
const SHRINK = 2
const MAX_SHIFT_PX = 16
const COARSE_STEP_PX = 2
/** Ink is what differs from its surroundings; light and its colour drop out. */
const SURROUNDINGS_RADIUS = 3
const LOG_OFFSET = 12
const CONTRAST_CLIP = 0.25
/** Turns and approaches between two frames move a side this much beyond the common shift, as a share of the card's width. */
const REACH_RATIO = 0.02
/** Losing more confidence than this against the frame before means that another quad was caught. */
const MAX_CONFIDENCE_LOSS = 0.06
/** Every side must be on an edge for most of its length: a side that slid onto print is not. */
const LEAST_SIDE_SUPPORT = 0.6

/**
 * Finds the card in the frame after `previous` from where it was: one shift of its print, then a fit of the outline. A third of
 * the cost of `locateCard`. Null when the result is not convincing: then locate it anew.
 */
export function trackCard(
  previous: TrackedFrame,
  image: RgbImage,
  working = workingImage(image),
): LocatedCard | null {
  if (working.scale !== previous.working.scale) return null
  const { scale } = working
  const shift = printShift(previous, working)
  const [a, b, c, d] = previous.card.quad.map(({ x, y }) => ({
    x: x + shift.x * scale,
    y: y + shift.y * scale,
  }))
  const quad: Quad = [a!, b!, c!, d!]
  const print = printContrast(working.brightness)
  const fit = fitCard(image, working, print, quad, REACH_RATIO * previous.card.widthPx)
  if (fit === null || fit.card.confidence < LEAST_CONFIDENCE || fit.weakestSide < LEAST_SIDE_SUPPORT)
    return null
  return fit.card.confidence >= previous.card.confidence - MAX_CONFIDENCE_LOSS ? fit.card : null
}

/** The shift, in working pixels, that brings the print inside the previous outline onto the new frame's. */
function printShift(previous: TrackedFrame, working: WorkingImage): Point {
  const before = inkOf(previous.working)
  const after = inkOf(working)
  const toInk = 1 / (previous.working.scale * SHRINK)
  const xs = previous.card.quad.map((corner) => corner.x * toInk)
  const ys = previous.card.quad.map((corner) => corner.y * toInk)
  const x0 = Math.max(0, Math.floor(Math.min(...xs)))
  const x1 = Math.min(before.width - 1, Math.ceil(Math.max(...xs)))
  const y0 = Math.max(0, Math.floor(Math.min(...ys)))
  const y1 = Math.min(before.height - 1, Math.ceil(Math.max(...ys)))
  const agreement = (dx: number, dy: number): number => {
    let cross = 0
    let square = 1e-6
    for (let y = Math.max(y0, -dy); y <= Math.min(y1, after.height - 1 - dy); y += 1) {
      const row = y * before.width
      const other = (y + dy) * after.width + dx
      for (let x = Math.max(x0, -dx); x <= Math.min(x1, after.width - 1 - dx); x += 2) {
        const there = after.data[other + x]!
        cross += before.data[row + x]! * there
        square += there * there
      }
    }
    return cross / Math.sqrt(square)
  }
  let best = search(agreement, 0, 0, MAX_SHIFT_PX, COARSE_STEP_PX)
  best = search(agreement, best.x, best.y, 1, 1)
  return { x: best.x * SHRINK, y: best.y * SHRINK }
}

function search(
  score: (dx: number, dy: number) => number,
  x: number,
  y: number,
  reach: number,
  step: number,
): Point {
  let best = { x, y }
  let most = -Infinity
  for (let dy = y - reach; dy <= y + reach; dy += step) {
    for (let dx = x - reach; dx <= x + reach; dx += step) {
      const here = score(dx, dy)
      if (here > most) {
        most = here
        best = { x: dx, y: dy }
      }
    }
  }
  return best
}

function inkOf(working: WorkingImage): Plane {
  const { width, height } = working.brightness
  const small = resizePlane(working.brightness, Math.floor(width / SHRINK), Math.floor(height / SHRINK))
  const { data } = small
  for (let i = 0; i < data.length; i += 1) data[i] = Math.log(data[i]! + LOG_OFFSET)
  const surroundings = boxBlur(small, SURROUNDINGS_RADIUS).data
  for (let i = 0; i < data.length; i += 1) {
    data[i] = Math.max(-CONTRAST_CLIP, Math.min(CONTRAST_CLIP, data[i]! - surroundings[i]!))
  }
  return small
}
