import type { InkStrip } from './ink-strip.ts'
import { median, quantile } from './order-statistics.ts'

/** A stretch of a line's print between two gaps: mostly one character. Pixels of the card, where ink passes half. */
export interface InkSegment {
  readonly x0: number
  readonly x1: number
  readonly y0: number
  readonly y1: number
}

/** Ink at the middle of an edge. */
const HALF = 0.5
/** Hyphens, stops and specks are lower than this share of the capitals. */
const HEIGHT_LEAST = 0.75
const HEIGHT_MOST = 1.35
/** Shapes much narrower than a stroke are scratches. */
const WIDTH_LEAST = 0.1

/** Longest run across that is one stroke and not a bar, in cap heights. */
const STROKE_MOST = 0.35

/** Median width of strokes crossed from left to right, px, where ink passes half; NaN for none. */
export function strokeWidth({ width, ink, capPx, capTop }: InkStrip): number {
  const runs: number[] = []
  const from = Math.max(0, Math.round(capTop + 0.15 * capPx))
  const to = Math.round(capTop + 0.85 * capPx)
  for (let y = from; y < to; y++) {
    const row = ink.subarray(y * width, (y + 1) * width)
    for (let x = 1; x < width; x++) {
      if (!(row[x]! >= HALF && row[x - 1]! < HALF)) continue
      const start = x
      while (x < width && row[x]! >= HALF) x++
      if (x === width) break
      const run = crossing(row, x - 1, 1) - crossing(row, start, -1)
      if (run < STROKE_MOST * capPx) runs.push(run)
    }
  }
  return median(runs)
}

/** Edges of print that a gradient needs to count, and how many of them. */
const EDGE_LEAST = 0.25
const EDGES_LEAST = 20
/** The sharper edges are upright strokes crossed straight; those of bows and slants are softer. */
const SHARP_QUANTILE = 0.8

/**
 * How steeply ink begins where strokes are crossed from left to right, or from top to bottom: change over two pixels; NaN for
 * too few edges.
 */
export function edgeSharpness(strip: InkStrip, direction: 'across' | 'down' = 'across'): number {
  const { width, height, ink, capPx, capTop } = strip
  const steps: number[] = []
  const ahead = direction === 'across' ? 1 : width
  const from = Math.max(2, Math.round(capTop) - 2)
  const to = Math.min(height - 2, Math.round(capTop + capPx) + 2)
  for (let y = from; y < to; y++) {
    for (let i = y * width + 2; i < (y + 1) * width - 2; i++) {
      const step = Math.abs(ink[i + ahead]! - ink[i - ahead]!)
      if (step < EDGE_LEAST) continue
      const before = Math.abs(ink[i]! - ink[i - 2 * ahead]!)
      const after = Math.abs(ink[i + 2 * ahead]! - ink[i]!)
      if (step >= before && step > after) steps.push(step)
    }
  }
  return steps.length >= EDGES_LEAST ? quantile(steps, SHARP_QUANTILE) : NaN
}

/** Separate shapes about as tall as capitals, left to right. */
export function findSegments(strip: InkStrip): readonly InkSegment[] {
  const { width, height, ink, capPx } = strip
  const across = new Float32Array(width)
  // Rows of neighbours reach into the margins: capitals are looked for within theirs and a little around.
  const top = Math.max(0, Math.floor(strip.capTop - 0.2 * capPx))
  const bottom = Math.min(height, Math.ceil(strip.capTop + 1.2 * capPx))
  for (let y = top; y < bottom; y++) {
    for (let x = 0; x < width; x++) {
      const value = ink[y * width + x]!
      if (value > across[x]!) across[x] = value
    }
  }
  const segments: InkSegment[] = []
  const down = new Float32Array(height)
  for (let x = 1; x < width; x++) {
    if (!(across[x]! >= HALF && across[x - 1]! < HALF)) continue
    const from = x
    while (x < width && across[x]! >= HALF) x++
    if (x === width) break
    const segment = measureSegment(strip, across, down, from, x, top, bottom)
    if (segment) segments.push(segment)
  }
  return segments
}

function measureSegment(
  strip: InkStrip,
  across: Float32Array,
  down: Float32Array,
  from: number,
  end: number,
  top: number,
  bottom: number,
): InkSegment | null {
  const { width, ink, capPx } = strip
  down.fill(0)
  for (let y = top; y < bottom; y++) {
    let most = 0
    for (let x = from; x < end; x++) {
      const value = ink[y * width + x]!
      if (value > most) most = value
    }
    down[y] = most
  }
  let first = top
  while (first < bottom && down[first]! < HALF) first++
  let last = bottom - 1
  while (last > first && down[last]! < HALF) last--
  if (first <= top || last >= bottom - 1) return null
  const y0 = crossing(down, first, -1)
  const y1 = crossing(down, last, 1)
  const x0 = crossing(across, from, -1)
  const x1 = crossing(across, end - 1, 1)
  const tall = y1 - y0
  if (tall < HEIGHT_LEAST * capPx || tall > HEIGHT_MOST * capPx || x1 - x0 < WIDTH_LEAST * capPx) return null
  return { x0: x0 + strip.x0, x1: x1 + strip.x0, y0: y0 + strip.y0, y1: y1 + strip.y0 }
}

/** Where a profile passes half between a position above it and its neighbour below, linear. */
function crossing(profile: Float32Array, inside: number, step: 1 | -1): number {
  const high = profile[inside]!
  const low = profile[inside + step] ?? 0
  return inside + step * (high > low ? Math.min(1, (high - HALF) / (high - low)) : 0)
}
