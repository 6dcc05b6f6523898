import { findRuns, rowProfile, type InkRun } from './ink-runs.ts'
import type { LineBox } from './line-box.ts'
import { lineRuns, settleStretch, toLineBox, valuesEndPx, type Page, type Stretch } from './page.ts'
import type { RowPlace } from './place-rows.ts'

/** NIK digits are taller than the body's capitals; their usual height, 0–1 of the card's. */
const NIK_CAP = 0.042
/** OCR-A digits stand further apart. */
const NIK_BRIDGE_CAPS = 1.2
/** How far above and below the usual height of its digits they are looked for, and which of a row's ink makes it theirs. */
const NIK_REACH_CAPS = 0.35
const NIK_ROW_SHARE = 0.12
const NIK_MIN_SHARE = 0.65
const NIK_MAX_SHARE = 1.5
/** The NIK's colon is narrower than this and further than this from the digits, in digit heights. */
const NIK_COLON_CAPS = 0.3

/** The NIK: taller digits in a face of their own, right of a colon of its own. */
export function locateNik(page: Page, place: RowPlace): LineBox | null {
  const { width, height } = page.ink
  const cap = NIK_CAP * height
  const start = (place.labelEnd ?? 0.15 * width) + 0.4 * cap
  const stretch = settleStretch(page, {
    start,
    end: valuesEndPx(page),
    top: place.top - 0.15 * cap,
    cap,
  })
  const runs = lineRuns(page, stretch, 0)
  // The colon is the first run: narrow, and further from the digits than they from one another.
  const [first, second] = runs
  const colonEnds =
    first &&
    second &&
    first.end - first.start < NIK_COLON_CAPS * cap &&
    second.start - first.end > NIK_COLON_CAPS * cap
      ? second.start
      : stretch.start
  const groups = lineRuns(page, { ...stretch, start: colonEnds }, NIK_BRIDGE_CAPS)
  const widest = groups.reduce<InkRun | null>((a, b) => (a === null || b.mass > a.mass ? b : a), null)
  if (!widest) return null
  return toLineBox(page, measureHeight(page, { ...stretch, start: widest.start, end: widest.end }))
}

/** The rows that digits really fill: their size differs between prints, and the reader wants to know it. */
function measureHeight(page: Page, stretch: Stretch): Stretch {
  const reach = Math.round(NIK_REACH_CAPS * stretch.cap)
  const y0 = Math.round(stretch.top) - reach
  const region = {
    x0: Math.round(stretch.start),
    x1: Math.round(stretch.end),
    y0,
    y1: y0 + Math.round(stretch.cap) + 2 * reach,
  }
  const profile = rowProfile(page.ink, region, page.slope, page.threshold)
  const most = profile.reduce((a, b) => Math.max(a, b), 0)
  const filled = findRuns(profile, y0, Math.max(1, NIK_ROW_SHARE * most), 0)
  const tallest = filled.reduce<InkRun | null>(
    (a, b) => (a === null || b.end - b.start > a.end - a.start ? b : a),
    null,
  )
  const cap = tallest === null ? 0 : tallest.end - tallest.start
  const believable = cap > NIK_MIN_SHARE * stretch.cap && cap < NIK_MAX_SHARE * stretch.cap
  return tallest !== null && believable ? { ...stretch, top: tallest.start, cap } : stretch
}
