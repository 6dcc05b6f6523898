import type { RowName } from '@kartu/core'
import type { LineBox, RowLines } from './line-box.ts'
import { isOccluded } from './find-occlusion.ts'
import { findColons, type ColonCandidate, type ColonColumn } from './find-colons.ts'
import { findRuns, rowProfile, type InkRegion, type InkRun } from './ink-runs.ts'
import { LABEL_SLOTS, matchLabels, type LabelBand } from './match-labels.ts'
import { lineRuns, paleOf, settleStretch, toLineBox, type Page, type Stretch } from './page.ts'

/** The label column, 0–1 of the card: left of the colons, between the header and the lower border. */
const LABELS = { x0: 0.022, x1: 0.28, y0: 0.185, y1: 0.945 } as const
/** Rows of ink lower than this share of the card's height are no label. */
const MIN_LABEL_HEIGHT = 0.012
/** Fewer inked pixels in a row are specks. */
const MIN_ROW_INK = 3
/** This quantile of the bands' heights is a label without descenders, whose capitals vary by this much. */
const CAPITALS_QUANTILE = 0.3
const MOST_LABEL_CAPS = 1.1
/** The NIK's label is larger and stands above this, 0–1 of the card's height. */
const NIK_LABEL_END = 0.26
/** Labels whose capitals alone make the band: no letter goes below the line. */
const NO_DESCENDER: readonly RowName[] = ['name', 'gender', 'address', 'rtRw', 'district', 'marital']
/** Height of capitals where no label says it, 0–1 of the card's height (Arial at 0.0328 em). */
const USUAL_CAP = 0.0235
const USUAL_PITCH = 0.0435
/** NIK digits are taller than the body's capitals; their usual height, 0–1 of the card's. */
const NIK_CAP = 0.042
/** Gaps wider than this part label from colon, in cap heights. */
const WORD_BRIDGE_CAPS = 1.3
/** Nothing but its value stands in a row: what a reflection hides of it may be this wide. */
const VALUE_BRIDGE_CAPS = 5
/** Last strokes may be too pale to count as ink: so much more is read, and more of a blood group, in cap heights. */
const VALUE_MARGIN_CAPS = 0.5
const BLOOD_MARGIN_CAPS = 2.5
/** OCR-A digits stand further apart. */
const NIK_BRIDGE_CAPS = 1.2
/** How far above and below the usual height of its digits they are looked for, and which of a row's ink makes it theirs. */
const NIK_REACH_CAPS = 0.35
const NIK_ROW_SHARE = 0.12
const NIK_MIN_SHARE = 0.65
const NIK_MAX_SHARE = 1.5
/** The NIK's colon is narrower than this and further than this from the digits, in digit heights. */
const NIK_COLON_CAPS = 0.3
/** Right of a colon's middle by this much the value may begin, in cap heights. */
const COLON_HALF_CAPS = 0.4
/** Letters of one value stand closer than this, in cap heights. */
const PALE_BRIDGE_CAPS = 0.8
/** Values begin this far from there, and hardly ever further than that, in cap heights. */
const USUAL_START_CAPS = 0.5
const LATE_START_CAPS = 1.25
/** A colon is narrower than this, in cap heights. */
const COLON_MAX_CAPS = 0.4
/** Above a colon's dots is paper, in cap heights from the top. */
const COLON_CLEAR_CAPS = 0.3
/** Values start within this many cap heights of the colon. */
const VALUE_START_CAPS = 2.5
/** Rows whose values may go on in further lines. */
const WRAPS: readonly RowName[] = ['name', 'birth', 'address', 'village', 'district', 'religion', 'marital', 'occupation', 'nationality'] // prettier-ignore
/** Labels this much of a pitch further apart than rows of one line need have room for another line. */
const ROOM_SHARE = 0.5
/** Kept free before the photo's edge, px. */
const PHOTO_MARGIN_PX = 4

interface RowPlace {
  readonly row: RowName
  /** Top of the capitals at the slope's pivot. */
  readonly top: number
  /** Right end of the label, null where it was not seen. */
  readonly labelEnd: number | null
}

/** Reads one line of a page as it stands; empty where there is nothing to read. */
export type ReadLabel = (line: LineBox) => Promise<string>

/** The value lines of NIK and the twelve body rows, found by their labels, the column of colons and the gaps between. */
export async function locateValues(
  page: Page,
  readLabel: ReadLabel,
): Promise<{
  readonly lines: Partial<Record<RowName, RowLines>>
  /** Height of the body's capitals. */
  readonly capPx: number
}> {
  const { height } = page.ink
  const labels = await findLabels(page, readLabel)
  const assigned = matchLabels(labels.map((label) => label.band))
  const matched = (slot: number) => labels[assigned[slot] ?? -1] ?? null
  const cap = median(
    LABEL_SLOTS.flatMap((slot, i) => (NO_DESCENDER.includes(slot.row) ? [matched(i)] : [])).flatMap(
      (label) => (label === null ? [] : [label.run.end - label.run.start]),
    ),
    USUAL_CAP * height,
  )
  const { rows, pitch } = placeRows(
    LABEL_SLOTS.map((_, i) => matched(i)),
    height,
  )
  const colons = findColons(
    rows.slice(1).flatMap((row) => [page, paleOf(page)].flatMap((seen) => colonCandidates(seen, row, cap))),
    page.ink.width,
  )
  const lines: Partial<Record<RowName, RowLines>> = {}
  const toX = page.photoLeftPx - PHOTO_MARGIN_PX
  rows.forEach((place, i) => {
    if (place.row === 'nik') {
      const nik = nikLine(page, place)
      if (nik) lines.nik = { boxes: [nik], fromX: nik.x0, toX, complete: true }
      return
    }
    const next = rows[i + 1]
    const count =
      next && WRAPS.includes(place.row) ? Math.max(1, Math.round((next.top - place.top) / pitch)) : 1
    const found: LineBox[] = []
    const fromX = colons(place.top) + COLON_HALF_CAPS * cap
    for (let k = 0; k < count; k++) {
      const top = place.top + (k === 0 ? 0 : ((next?.top ?? 0) - place.top) * (k / count))
      const groups = valueGroups(page, top, cap, colons)
      const [value] = groups
      // The gender's row holds the blood group too, and may end in a lone dash.
      const last = place.row === 'gender' ? groups.at(-1) : value
      if (!value || !last) continue
      const margin = (place.row === 'gender' ? BLOOD_MARGIN_CAPS : VALUE_MARGIN_CAPS) * cap
      const paleEnd = followPale(page, { start: last.end, end: toX, top, cap })
      const end = Math.max(last.end, Math.min(toX, paleEnd + margin))
      // So far from the colon, a first letter may be too pale to count as ink.
      const isLate = value.start - fromX > LATE_START_CAPS * cap
      const line = boxOf(page, top, cap, isLate ? fromX + USUAL_START_CAPS * cap : value.start, end)
      // What goes on behind a reflection may be seen in another frame.
      const hidden = isOccluded(page.ink, line, { fromX, toX })
      found.push(hidden ? { ...line, x0: fromX, x1: Math.max(line.x1, toX) } : line)
    }
    const complete = found.length === count && isAnchored(rows, i, pitch)
    if (found.length > 0) lines[place.row] = { boxes: found, fromX, toX, complete }
  })
  return { lines, capPx: cap }
}

/**
 * Whether it is known which lines are a row's: where its own or the next label was not seen, only if the labels around leave no room
 * for a further line between them. A value's second line must not be taken for the next row's value, nor be lost.
 */
function isAnchored(rows: readonly RowPlace[], i: number, pitch: number): boolean {
  const seen = (place: RowPlace) => place.labelEnd !== null
  const above = rows.findLastIndex((place, k) => k <= i && seen(place))
  const below = rows.findIndex((place, k) => k > i && seen(place))
  if (above === i && (below === i + 1 || !WRAPS.includes(rows[i]!.row))) return true
  if (above < 0 || below < 0) return false
  const usual = ((LABEL_SLOTS[below]!.y - LABEL_SLOTS[above]!.y) / USUAL_PITCH) * pitch
  return Math.abs(rows[below]!.top - rows[above]!.top - usual) < ROOM_SHARE * pitch
}

/** Where print that begins at a stretch's start ends, when it may be half as dark as print elsewhere: under a veil of light. */
function followPale(page: Page, stretch: Stretch): number {
  const [first] = lineRuns(paleOf(page), stretch, PALE_BRIDGE_CAPS)
  const follows = first !== undefined && first.start - stretch.start < PALE_BRIDGE_CAPS * stretch.cap
  return follows ? first.end : stretch.start
}

interface Label {
  readonly run: InkRun
  readonly band: LabelBand
  readonly end: number
}

async function findLabels(page: Page, readLabel: ReadLabel): Promise<Label[]> {
  const { width, height } = page.ink
  const region = roundRegion({
    x0: LABELS.x0 * width,
    x1: LABELS.x1 * width,
    y0: LABELS.y0 * height,
    y1: LABELS.y1 * height,
  })
  const profile = rowProfile(page.ink, region, page.slope, page.threshold)
  const bands = findRuns(profile, region.y0, MIN_ROW_INK, 0).filter(
    (run) => run.end - run.start >= MIN_LABEL_HEIGHT * height,
  )
  const cap = MOST_LABEL_CAPS * capitalsOf(bands, height)
  const labels: Label[] = []
  for (const run of bands) {
    const bandHeight = run.end - run.start
    const stretch = { start: region.x0, end: region.x1, top: run.start, cap: bandHeight }
    const [first] = lineRuns(page, stretch, WORD_BRIDGE_CAPS).filter(
      (group) => group.end - group.start > bandHeight,
    )
    if (!first) continue
    // A band with `g` or `p` in it is higher than its capitals.
    const capitals = run.start > NIK_LABEL_END * height ? Math.min(bandHeight, cap) : bandHeight
    const line = { ...stretch, start: first.start, end: first.end, cap: capitals }
    const text = await readLabel(toLineBox(page, line))
    const band = {
      x0: first.start / width,
      x1: first.end / width,
      centreY: (run.start + run.end) / 2 / height,
      text,
    }
    labels.push({ run, band, end: first.end })
  }
  return labels
}

/** Height of the body's capitals: most labels have no descender. */
function capitalsOf(bands: readonly InkRun[], height: number): number {
  const heights = bands.map((run) => run.end - run.start).sort((a, b) => a - b)
  return heights[Math.floor(CAPITALS_QUANTILE * heights.length)] ?? USUAL_CAP * height
}

/** Tops of all rows; rows whose label was not seen stand between their neighbours. */
function placeRows(labels: readonly (Label | null)[], height: number) {
  const steps: number[] = []
  for (let i = 2; i < labels.length; i++) {
    const above = labels[i - 1]
    const here = labels[i]
    if (above && here) steps.push(here.run.start - above.run.start)
  }
  const pitch = median(steps, USUAL_PITCH * height)
  const rows: RowPlace[] = LABEL_SLOTS.map((slot, i) => {
    const label = labels[i] ?? null
    return {
      row: slot.row,
      top: label ? label.run.start : estimateTop(labels, i, pitch, height),
      labelEnd: label?.end ?? null,
    }
  })
  return { rows, pitch }
}

function estimateTop(labels: readonly (Label | null)[], slot: number, pitch: number, height: number): number {
  const usual = (i: number) => (LABEL_SLOTS[i]?.y ?? 0) * height
  for (let reach = 1; reach < labels.length; reach++) {
    const above = slot - reach >= 1 ? labels[slot - reach] : null
    if (above && slot >= 1) return above.run.start + reach * pitch
    const below = labels[slot + reach]
    if (below) return below.run.start - (usual(slot + reach) - usual(slot)) * (pitch / (USUAL_PITCH * height))
  }
  return usual(slot) - (USUAL_CAP / 2) * height
}

function colonCandidates(page: Page, place: RowPlace, cap: number): ColonCandidate[] {
  if (place.labelEnd === null) return []
  const start = place.labelEnd + 0.5 * cap
  const runs = lineRuns(page, { start, end: 0.36 * page.ink.width, top: place.top, cap }, 0)
  const [first] = runs.filter((run) => run.mass > 2)
  if (!first || first.end - first.start > COLON_MAX_CAPS * cap) return []
  // A colon's upper dot stands at half the capitals' height. Of a pale letter only a stem may be seen, which reaches higher.
  const above = { x0: first.start, x1: first.end, y0: place.top, y1: place.top + COLON_CLEAR_CAPS * cap }
  const inked = rowProfile(page.ink, roundRegion(above), page.slope, page.threshold)
  if (inked.some((count) => count > 0)) return []
  return [{ x: (first.start + first.end) / 2, y: place.top }]
}

/** Groups of print right of the colon, before the photo. */
function valueGroups(page: Page, top: number, cap: number, colons: ColonColumn): InkRun[] {
  const colonX = colons(top)
  const end = page.photoLeftPx - PHOTO_MARGIN_PX
  const groups = lineRuns(page, { start: colonX + 0.25 * cap, end, top, cap }, VALUE_BRIDGE_CAPS).filter(
    (group) => group.mass > 0.25 * cap,
  )
  const [first] = groups
  return first && first.start - colonX < VALUE_START_CAPS * cap ? groups : []
}

function nikLine(page: Page, place: RowPlace): LineBox | null {
  const { width, height } = page.ink
  const cap = NIK_CAP * height
  const start = (place.labelEnd ?? 0.15 * width) + 0.4 * cap
  const stretch = settleStretch(page, {
    start,
    end: page.photoLeftPx - PHOTO_MARGIN_PX,
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

function roundRegion({ x0, x1, y0, y1 }: InkRegion): InkRegion {
  return { x0: Math.round(x0), x1: Math.round(x1), y0: Math.round(y0), y1: Math.round(y1) }
}

function boxOf(page: Page, top: number, cap: number, start: number, end: number): LineBox {
  return toLineBox(page, settleStretch(page, { start, end, top, cap }))
}

function median(values: readonly number[], otherwise: number): number {
  if (values.length === 0) return otherwise
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? otherwise
}
