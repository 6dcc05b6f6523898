import type { RowName } from '@kartu/core'
import type { LineBox } from './crop-line.ts'
import { findRuns, rowProfile, type InkRun } from './ink-runs.ts'
import { lineRuns, settleStretch, toLineBox, type Page } from './page.ts'

/** The two centred header lines, 0–1 of the card. */
const HEADER = { x0: 0.08, x1: 0.92, y0: 0.036, y1: 0.18, minHeight: 0.02, maxHeight: 0.06 } as const
/** Place and date of issue under the photo: right of `x0`, from the photo's bottom edge down. */
const ISSUE = { margin: 0.02, x1: 0.965, gap: 0.008, depth: 0.15, minHeight: 0.011, maxHeight: 0.04 } as const
/** Fewer inked pixels in a row are specks. */
const MIN_ROW_INK = 4
/** Words of one centred line stand closer than this, in cap heights. */
const BRIDGE_CAPS = 1.6

/** The lines that have no label: the header's two, and two under the photo. */
export function locateBlocks(page: Page): Partial<Record<RowName, readonly LineBox[]>> {
  const { width, height } = page.ink
  const header = bands(
    page,
    HEADER.x0 * width,
    HEADER.x1 * width,
    HEADER.y0 * height,
    HEADER.y1 * height,
  ).filter((band) => isBetween((band.end - band.start) / height, HEADER.minHeight, HEADER.maxHeight))
  const [province, regency] = header.map((band) => lineOf(page, band, HEADER.x0 * width, HEADER.x1 * width))
  const issueX0 = page.photo.leftPx - ISSUE.margin * width
  const issueTop = page.photo.bottomPx + ISSUE.gap * height
  const issue = bands(page, issueX0, ISSUE.x1 * width, issueTop, issueTop + ISSUE.depth * height).filter(
    (band) => isBetween((band.end - band.start) / height, ISSUE.minHeight, ISSUE.maxHeight),
  )
  const [issuePlace, issueDate] = issue.map((band) => lineOf(page, band, issueX0, ISSUE.x1 * width))
  return {
    ...(province ? { province: [province] } : {}),
    ...(regency ? { regency: [regency] } : {}),
    ...(issuePlace ? { issuePlace: [issuePlace] } : {}),
    ...(issueDate ? { issueDate: [issueDate] } : {}),
  }
}

function bands(page: Page, x0: number, x1: number, y0: number, y1: number): InkRun[] {
  const region = { x0: Math.round(x0), x1: Math.round(x1), y0: Math.round(y0), y1: Math.round(y1) }
  return findRuns(rowProfile(page.ink, region, page.slope, page.threshold), region.y0, MIN_ROW_INK, 0)
}

/** The widest group of words in a band: what overlays and edges leave beside it is narrower. */
function lineOf(page: Page, band: InkRun, x0: number, x1: number): LineBox | null {
  const stretch = { start: x0, end: x1, top: band.start, cap: band.end - band.start }
  const groups = lineRuns(page, stretch, BRIDGE_CAPS)
  const widest = groups.reduce<InkRun | null>((a, b) => (a === null || b.mass > a.mass ? b : a), null)
  if (widest === null) return null
  return toLineBox(page, settleStretch(page, { ...stretch, start: widest.start, end: widest.end }))
}

const isBetween = (value: number, low: number, high: number) => value >= low && value <= high
