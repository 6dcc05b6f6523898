import type { RowName } from '@kartu/core'
import type { LineBox, RowLines } from './line-box.ts'
import { findRuns, rowProfile, type InkRun } from './ink-runs.ts'
import type { ReadLabel } from './find-labels.ts'
import { lineRuns, paleOf, settleStretch, toLineBox, type Page } from './page.ts'

/** The two centred header lines, 0–1 of the card. */
const HEADER = { x0: 0.08, x1: 0.92, y0: 0.036, y1: 0.18, minHeight: 0.02, maxHeight: 0.06 } as const
/** Place and date of issue under the photo: from left of its edge, long places from further left; below where the shortest photo ends. */
const ISSUE = { margin: 0.02, longMargin: 0.045, x1: 0.965, y0: 0.605, y1: 0.83 } as const
/** Both are printed like the body: height and distance of such lines, in the body's cap heights. */
const ISSUE_CAPS = { minHeight: 0.6, maxHeight: 1.5, minGap: 0.15, maxGap: 1.6 } as const
/** Fewer inked pixels in a row are specks, and so is less than this share of the fullest row: artwork beside the lines. */
const MIN_ROW_INK = 4
const MIN_ROW_SHARE = 0.1
/** Digits of a date, of which a blurred one may lose some. */
const DATE_DIGITS = 8
const MIN_DATE_DIGITS = 5
/** Words of one centred line stand closer than this, in cap heights, with what a reflection may hide of the header's. */
const HEADER_BRIDGE_CAPS = 3
/** Artwork stands beside the lines of issue, which are shorter. */
const ISSUE_BRIDGE_CAPS = 1.3
/** A hidden word may begin so far before a line, in cap heights. */
const REACH_CAPS = 3

/** The lines that have no label: the header's two, and two under the photo. */
export async function locateBlocks(
  page: Page,
  capPx: number,
  readLine: ReadLabel,
): Promise<Partial<Record<RowName, RowLines>>> {
  const { width, height } = page.ink
  const [x0, x1] = [HEADER.x0 * width, HEADER.x1 * width]
  const header = bands(page, x0, x1, HEADER.y0 * height, HEADER.y1 * height)
    .filter((band) => isBetween((band.end - band.start) / height, HEADER.minHeight, HEADER.maxHeight))
    .map((band) => lineOf(page, band, { x0, x1, bridgeCaps: HEADER_BRIDGE_CAPS }))
  const [province, regency] = header
  const seen = await locateIssue(page, capPx, readLine)
  const { place, date } = seen.date ? seen : await locateIssue(paleOf(page), capPx, readLine)
  return {
    ...(province ? { province: centred(province, x1) } : {}),
    ...(regency ? { regency: centred(regency, x1) } : {}),
    ...(place ? { issuePlace: centred(place, ISSUE.x1 * width) } : {}),
    ...(date ? { issueDate: centred(date, ISSUE.x1 * width) } : {}),
  }
}

/** A centred line begins where its ink does, give or take a hidden word. */
function centred(line: LineBox, toX: number): RowLines {
  return { boxes: [line], fromX: line.x0 - REACH_CAPS * (line.bottom - line.top), toX, complete: true }
}

/**
 * Place and date of issue: of the lines under the photo, the one that reads like a date and the one above it. The foot of the photo
 * above them and the signature below may look like lines too.
 */
async function locateIssue(
  page: Page,
  capPx: number,
  readLine: ReadLabel,
): Promise<{ readonly place?: LineBox | null; readonly date?: LineBox | null }> {
  const { width, height } = page.ink
  const x0 = page.photoLeftPx - ISSUE.margin * width
  const longX0 = page.photoLeftPx - ISSUE.longMargin * width
  const x1 = ISSUE.x1 * width
  const topPx = Math.round(ISSUE.y0 * height)
  const textlike = bands(page, x0, x1, topPx, ISSUE.y1 * height).filter(
    (band) =>
      // What the region's top cuts through is the foot of a longer photo, no line.
      band.start > topPx &&
      isBetween((band.end - band.start) / capPx, ISSUE_CAPS.minHeight, ISSUE_CAPS.maxHeight),
  )
  // Of a pale or a cut band the height says less than the body's capitals.
  const lines = textlike.map(({ start, end, mass }) => {
    const middle = (start + end) / 2
    const band = { start: middle - capPx / 2, end: middle + capPx / 2, mass }
    return lineOf(page, band, { x0: longX0, x1, bridgeCaps: ISSUE_BRIDGE_CAPS })
  })
  let best = { digits: MIN_DATE_DIGITS - 1, at: -1 }
  for (const [at, line] of lines.entries()) {
    if (line === null) continue
    const text = await readLine(line)
    const digits = text.replace(/[^0-9]/g, '').length
    const looksDated = digits <= DATE_DIGITS && digits > text.replace(/[^A-Z]/g, '').length
    if (looksDated && digits > best.digits) best = { digits, at }
  }
  const [above, date] = [textlike[best.at - 1], textlike[best.at]]
  if (!date) return {}
  const isNear =
    above !== undefined && isBetween((date.start - above.end) / capPx, ISSUE_CAPS.minGap, ISSUE_CAPS.maxGap)
  return { date: lines[best.at] ?? null, place: isNear ? (lines[best.at - 1] ?? null) : null }
}

function bands(page: Page, x0: number, x1: number, y0: number, y1: number): InkRun[] {
  const region = { x0: Math.round(x0), x1: Math.round(x1), y0: Math.round(y0), y1: Math.round(y1) }
  const profile = rowProfile(page.ink, region, page.slope, page.threshold)
  const fullest = profile.reduce((most, count) => Math.max(most, count), 0)
  return findRuns(profile, region.y0, Math.max(MIN_ROW_INK, MIN_ROW_SHARE * fullest), 0)
}

/** The widest group of words in a band: what overlays and edges leave beside it is narrower. */
function lineOf(
  page: Page,
  band: InkRun,
  { x0, x1, bridgeCaps }: { readonly x0: number; readonly x1: number; readonly bridgeCaps: number },
): LineBox | null {
  const stretch = { start: x0, end: x1, top: band.start, cap: band.end - band.start }
  const groups = lineRuns(page, stretch, bridgeCaps)
  const widest = groups.reduce<InkRun | null>((a, b) => (a === null || b.mass > a.mass ? b : a), null)
  if (widest === null) return null
  return toLineBox(page, settleStretch(page, { ...stretch, start: widest.start, end: widest.end }))
}

const isBetween = (value: number, low: number, high: number) => value >= low && value <= high
