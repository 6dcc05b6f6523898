import type { LineBox } from './line-box.ts'
import type { InkMap } from './ink-map.ts'
import { columnProfile, findRuns, rowProfile, type InkRun, type Slope } from './ink-runs.ts'

/** What the layout steps share about one rectified card. */
export interface Page {
  readonly ink: InkMap
  /** Ink from here on is print, 0–255. */
  readonly threshold: number
  readonly slope: Slope
  /** Left edge of the photo; no value reaches it. */
  readonly photoLeftPx: number
}

/** A stretch of one line: columns `start` to `end`, capitals from `top` to `top + cap` at the slope's pivot. */
export interface Stretch {
  readonly start: number
  readonly end: number
  readonly top: number
  readonly cap: number
}

/** Share of the cap height by which a line may lie off its expected place. */
const SHIFT_CAPS = 0.45

/** Kept free before the photo's edge, px. */
const PHOTO_MARGIN_PX = 4

/** Where values end at the latest, px. */
export const valuesEndPx = (page: Page): number => page.photoLeftPx - PHOTO_MARGIN_PX

/** Print under a veil of light may be this much paler than the rest. */
const PALE_SHARE = 0.5

/** The page with pale print counted as print: there is more of it, and more that is none. */
export const paleOf = (page: Page): Page => ({ ...page, threshold: PALE_SHARE * page.threshold })

/** Groups of ink in a line's columns; gaps wider than `bridgeCaps` cap heights divide groups. */
export function lineRuns(page: Page, stretch: Stretch, bridgeCaps: number): InkRun[] {
  const { start, end, top, cap } = stretch
  const region = {
    x0: Math.round(start),
    x1: Math.round(end),
    y0: Math.round(top - 0.1 * cap),
    y1: Math.round(top + 1.1 * cap),
  }
  return findRuns(columnProfile(page.ink, region, page.slope, page.threshold), region.x0, 1, bridgeCaps * cap)
}

/** Moves a stretch up or down to where a band of cap height holds the most ink. */
export function settleStretch(page: Page, stretch: Stretch): Stretch {
  const { start, end, top, cap } = stretch
  const reach = Math.round(SHIFT_CAPS * cap)
  const height = Math.round(cap)
  const y0 = Math.round(top) - reach
  const region = { x0: Math.round(start), x1: Math.round(end), y0, y1: y0 + height + 2 * reach }
  const profile = rowProfile(page.ink, region, page.slope, page.threshold)
  let best = reach
  let bestMass = -1
  for (let shift = 0; shift <= 2 * reach; shift++) {
    let mass = 0
    for (let row = shift; row < shift + height; row++) mass += profile[row] ?? 0
    // Of equal bands the one nearest to the expected place wins.
    if (mass > bestMass || (mass === bestMass && Math.abs(shift - reach) < Math.abs(best - reach))) {
      best = shift
      bestMass = mass
    }
  }
  return { ...stretch, top: y0 + best }
}

/** A stretch as a box to crop, brought from the slope's pivot to its own middle. */
export function toLineBox(page: Page, stretch: Stretch): LineBox {
  const shift = page.slope.perPx * ((stretch.start + stretch.end) / 2 - page.slope.pivotX)
  return {
    x0: stretch.start,
    x1: stretch.end,
    top: stretch.top + shift,
    bottom: stretch.top + stretch.cap + shift,
    slope: page.slope.perPx,
  }
}

/** The stretch that `toLineBox` made a box of. */
export function toStretch(page: Page, box: LineBox): Stretch {
  const shift = page.slope.perPx * ((box.x0 + box.x1) / 2 - page.slope.pivotX)
  return { start: box.x0, end: box.x1, top: box.top - shift, cap: box.bottom - box.top }
}
