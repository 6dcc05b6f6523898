import type { InkMap } from './ink-map.ts'

/** A stretch of consecutive rows or columns that hold ink; `end` is the first one after it. */
export interface InkRun {
  readonly start: number
  readonly end: number
  /** Inked pixels in it. */
  readonly mass: number
}

/** A region of a rectified card in whole pixels, its rows following the print's slope from `x0` on. */
export interface InkRegion {
  readonly x0: number
  readonly x1: number
  readonly y0: number
  readonly y1: number
}

/** The nearest whole pixels. */
export function roundRegion({ x0, x1, y0, y1 }: InkRegion): InkRegion {
  return { x0: Math.round(x0), x1: Math.round(x1), y0: Math.round(y0), y1: Math.round(y1) }
}

/** Where lines fall: pixels down per pixel to the right, level at `pivotX`. */
export interface Slope {
  readonly perPx: number
  readonly pivotX: number
}

/** Inked pixels in each row of a region (rows followed along the slope). */
export function rowProfile(map: InkMap, region: InkRegion, slope: Slope, threshold: number): Uint16Array {
  const profile = new Uint16Array(Math.max(0, region.y1 - region.y0))
  const { width, height, data } = map
  const right = Math.min(width, region.x1)
  const shiftAt = (x: number) => Math.round(slope.perPx * (x - slope.pivotX))
  // Along stretches of columns that the slope shifts by the same.
  for (let from = Math.max(0, region.x0); from < right;) {
    const shift = shiftAt(from)
    let to = from + 1
    while (to < right && shiftAt(to) === shift) to++
    const first = Math.max(0, -(region.y0 + shift))
    const end = Math.min(profile.length, height - region.y0 - shift)
    for (let row = first; row < end; row++) {
      const origin = (region.y0 + row + shift) * width
      profile[row]! += countInk(data, origin + from, origin + to, 1, threshold)
    }
    from = to
  }
  return profile
}

/** Inked pixels in each column of a region (rows followed along the slope). */
export function columnProfile(map: InkMap, region: InkRegion, slope: Slope, threshold: number): Uint16Array {
  const profile = new Uint16Array(Math.max(0, region.x1 - region.x0))
  const { width, height, data } = map
  for (let column = 0; column < profile.length; column++) {
    const x = region.x0 + column
    if (x < 0 || x >= width) continue
    const shift = Math.round(slope.perPx * (x - slope.pivotX))
    const start = Math.max(0, region.y0 + shift)
    const end = Math.min(height, region.y1 + shift)
    profile[column] = countInk(data, start * width + x, end * width + x, width, threshold)
  }
  return profile
}

function countInk(data: Uint8Array, start: number, end: number, stride: number, threshold: number): number {
  let count = 0
  for (let at = start; at < end; at += stride) if (data[at]! >= threshold) count++
  return count
}

/** Runs of profile entries of at least `minimum`, bridging gaps up to `bridge` entries; positions start at `origin`. */
export function findRuns(profile: Uint16Array, origin: number, minimum: number, bridge: number): InkRun[] {
  const runs: InkRun[] = []
  let start = -1
  let last = -1
  let mass = 0
  for (let i = 0; i <= profile.length; i++) {
    const inked = i < profile.length && profile[i]! >= minimum
    if (start >= 0 && (i === profile.length || (inked && i - last - 1 > bridge))) {
      runs.push({ start: origin + start, end: origin + last + 1, mass })
      start = -1
      mass = 0
    }
    if (!inked) continue
    if (start < 0) start = i
    last = i
    mass += profile[i]!
  }
  return runs
}
