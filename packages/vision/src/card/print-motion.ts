import type { Plane } from '../image/image.ts'
import { boxBlur } from '../ops/box-blur.ts'
import type { Point, Quad } from './located-card.ts'
import type { PreparedFrame } from './locate-card.ts'

/** Print without light: what differs from its surroundings, at half the working size. */
export interface TrackingPlane extends Plane {
  /** Frame pixels per pixel of this plane. */
  readonly frameScale: number
}

const SHRINK = 2
/** Shifts are searched to 8 % of the frame's long side: half a second of an unsteady hand. */
const MAX_SHIFT_PX = 16
const COARSE_STEP_PX = 2
/** Looked for first: a steady hand moves no farther between two pictures of a live camera. */
const NEAR_SHIFT_PX = 2
/** Correlation from which what was found near is the print itself, and no neighbouring row of it. */
const NEAR_SURE = 0.75
/** A quarter of the card moves at most this much beyond the common shift: 3° of turning. */
const MAX_PART_SHIFT_PX = 3
const SURROUNDINGS_RADIUS = 3
const CONTRAST_CLIP = 0.25

const planes = new WeakMap<PreparedFrame, TrackingPlane>()

/** The tracking plane of a frame, made once. */
export function trackingPlane(frame: PreparedFrame): TrackingPlane {
  const known = planes.get(frame)
  if (known !== undefined) return known
  const { width: inWidth, data: input } = frame.print
  const width = Math.floor(inWidth / SHRINK)
  const height = Math.floor(frame.print.height / SHRINK)
  const data = new Float32Array(width * height)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const i = y * SHRINK * inWidth + x * SHRINK
      data[y * width + x] = (input[i]! + input[i + 1]! + input[i + inWidth]! + input[i + inWidth + 1]!) / 4
    }
  }
  const surroundings = boxBlur({ width, height, data }, SURROUNDINGS_RADIUS).data
  for (let i = 0; i < data.length; i += 1) {
    data[i] = Math.max(-CONTRAST_CLIP, Math.min(CONTRAST_CLIP, data[i]! - surroundings[i]!))
  }
  const plane = { width, height, data, frameScale: frame.working.scale * SHRINK }
  planes.set(frame, plane)
  return plane
}

/**
 * How the print inside `quad` (frame pixels) moved between two frames: one shift for all of it, then one for each quarter,
 * joined to a turn, a zoom and a shift. Answers the map of frame pixels.
 */
export function printMotion(
  before: TrackingPlane,
  after: TrackingPlane,
  quad: Quad,
): (point: Point) => Point {
  const scale = before.frameScale
  const corners = quad.map(({ x, y }) => ({ x: x / scale, y: y / scale }))
  const whole = boxAround(corners, before)
  const common = nearShift(before, after, whole) ?? farShift(before, after, whole)
  const centre = mean(corners)
  // Each quarter is the parallelogram between a corner and the centre; its bounding box will do.
  const parts = corners.map((corner) => {
    const box = boxAround([corner, centre], before)
    const from = { x: (box.x0 + box.x1) / 2, y: (box.y0 + box.y1) / 2 }
    const shift = bestShift(before, after, box, common, MAX_PART_SHIFT_PX, 1)
    const { x, y } = subPixel(before, after, box, shift)
    return { from, to: { x: from.x + x, y: from.y + y } }
  })
  const from = mean(parts.map((part) => part.from))
  const to = mean(parts.map((part) => part.to))
  let [along, across, size] = [0, 0, 1e-9]
  for (const part of parts) {
    const [px, py] = [part.from.x - from.x, part.from.y - from.y]
    const [qx, qy] = [part.to.x - to.x, part.to.y - to.y]
    along += px * qx + py * qy
    across += px * qy - py * qx
    size += px * px + py * py
  }
  const [cos, sin] = [along / size, across / size]
  return ({ x, y }) => {
    const [px, py] = [x / scale - from.x, y / scale - from.y]
    return { x: (to.x + cos * px - sin * py) * scale, y: (to.y + sin * px + cos * py) * scale }
  }
}

interface Box {
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
}

function boxAround(points: readonly Point[], plane: Plane): Box {
  const xs = points.map((point) => point.x)
  const ys = points.map((point) => point.y)
  return {
    x0: Math.max(0, Math.floor(Math.min(...xs))),
    y0: Math.max(0, Math.floor(Math.min(...ys))),
    x1: Math.min(plane.width - 1, Math.ceil(Math.max(...xs))),
    y1: Math.min(plane.height - 1, Math.ceil(Math.max(...ys))),
  }
}

/** The shift of a hand that is held still; null where it is not beyond doubt. */
function nearShift(before: Plane, after: Plane, box: Box): Point | null {
  const near = bestShift(before, after, box, { x: 0, y: 0 }, NEAR_SHIFT_PX, 1)
  const isInside = Math.max(Math.abs(near.x), Math.abs(near.y)) < NEAR_SHIFT_PX
  if (!isInside) return null
  const all = agreement(before, before, box, 0, 0)
  return agreement(before, after, box, near.x, near.y) >= NEAR_SURE * all ? near : null
}

function farShift(before: Plane, after: Plane, box: Box): Point {
  const coarse = bestShift(before, after, box, { x: 0, y: 0 }, MAX_SHIFT_PX, COARSE_STEP_PX)
  return bestShift(before, after, box, coarse, 1, 1)
}

function bestShift(before: Plane, after: Plane, box: Box, around: Point, reach: number, step: number): Point {
  let best = around
  let most = -Infinity
  for (let y = around.y - reach; y <= around.y + reach; y += step) {
    for (let x = around.x - reach; x <= around.x + reach; x += step) {
      const here = agreement(before, after, box, x, y)
      if (here > most) {
        most = here
        best = { x, y }
      }
    }
  }
  return best
}

function subPixel(before: Plane, after: Plane, box: Box, { x, y }: Point): Point {
  const at = (dx: number, dy: number): number => agreement(before, after, box, x + dx, y + dy)
  const peak = at(0, 0)
  const offset = (low: number, high: number): number => {
    const curvature = low - 2 * peak + high
    return curvature < 0 ? Math.max(-0.5, Math.min(0.5, (0.5 * (low - high)) / curvature)) : 0
  }
  return { x: x + offset(at(-1, 0), at(1, 0)), y: y + offset(at(0, -1), at(0, 1)) }
}

/** Correlation of the print in `box` with the print that lies (dx, dy) farther in the other frame. */
function agreement(before: Plane, after: Plane, box: Box, dx: number, dy: number): number {
  const { width } = before
  const [a, b] = [before.data, after.data]
  const x0 = Math.max(box.x0, -dx)
  const x1 = Math.min(box.x1, after.width - 1 - dx)
  const y1 = Math.min(box.y1, after.height - 1 - dy)
  let cross = 0
  let square = 1e-6
  for (let y = Math.max(box.y0, -dy); y <= y1; y += 1) {
    const row = y * width
    const other = (y + dy) * after.width + dx
    for (let x = x0 + (y & 1); x <= x1; x += 2) {
      const there = b[other + x]!
      cross += a[row + x]! * there
      square += there * there
    }
  }
  return cross / Math.sqrt(square)
}

function mean(points: readonly Point[]): Point {
  const sum = points.reduce((total, { x, y }) => ({ x: total.x + x, y: total.y + y }), { x: 0, y: 0 })
  return { x: sum.x / points.length, y: sum.y / points.length }
}
