import type { RowName } from '@kartu/core'
import { findColons, type ColonCandidate, type ColonColumn } from './find-colons.ts'
import { findLabels, type Label, type ReadLabel } from './find-labels.ts'
import { isOccluded } from './find-occlusion.ts'
import { roundRegion, rowProfile, type InkRun } from './ink-runs.ts'
import type { LineBox, RowLines } from './line-box.ts'
import { locateNik } from './locate-nik.ts'
import { LABEL_SLOTS, USUAL_CAP } from './label-slots.ts'
import { matchLabels, saysLabel } from './match-labels.ts'
import { matchPlaces } from './match-places.ts'
import { median } from './median.ts'
import { lineRuns, paleOf, settleStretch, toLineBox, valuesEndPx, type Page, type Stretch } from './page.ts'
import { isAnchored, placeRows, WRAPS, type RowPlace } from './place-rows.ts'

/** Labels whose capitals alone make the band: no letter goes below the line. */
const NO_DESCENDER: readonly RowName[] = ['name', 'gender', 'address', 'rtRw', 'district', 'marital']
/** Nothing but its value stands in a row: what a reflection hides of it may be this wide. */
const VALUE_BRIDGE_CAPS = 5
/** Last strokes may be too pale to count as ink: so much more is read, and more of a blood group, in cap heights. */
const VALUE_MARGIN_CAPS = 0.5
const BLOOD_MARGIN_CAPS = 2.5
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
const COLON_CLEAR_CAPS = 0.15
/** Values start within this many cap heights of the colon. */
const VALUE_START_CAPS = 2.5

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
  const labels = findLabels(page)
  const assigned = await assignLabels(labels, readLabel)
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
    rows.slice(1).flatMap((row) => {
      const [seen = colonCandidates(paleOf(page), row, cap)[0]] = colonCandidates(page, row, cap)
      return seen ?? []
    }),
    page.ink.width,
  )
  const lines: Partial<Record<RowName, RowLines>> = {}
  const toX = valuesEndPx(page)
  rows.forEach((place, i) => {
    if (place.row === 'nik') {
      const nik = locateNik(page, place)
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

/** Which band is which label, by where they stand if a few of them say so too, or else by what all say: which takes as long as half the values. */
async function assignLabels(labels: readonly Label[], readLabel: ReadLabel): Promise<readonly number[]> {
  const places = labels.map(({ place }) => place)
  const texts = new Map<number, string>()
  const textOf = async (band: number): Promise<string> => {
    const text = texts.get(band) ?? (await readLabel(labels[band]!.line))
    texts.set(band, text)
    return text
  }
  const doubtful = matchPlaces(places)
  let isSettled = doubtful !== null
  for (const slot of doubtful ?? []) isSettled = isSettled && saysLabel(await textOf(slot), slot)
  if (isSettled) return LABEL_SLOTS.map((_, i) => i)
  for (const band of labels.keys()) await textOf(band)
  return matchLabels(places.map((place, i) => ({ ...place, text: texts.get(i)! })))
}

/** Where print that begins at a stretch's start ends, when it may be half as dark as print elsewhere: under a veil of light. */
function followPale(page: Page, stretch: Stretch): number {
  const [first] = lineRuns(paleOf(page), stretch, PALE_BRIDGE_CAPS)
  const follows = first !== undefined && first.start - stretch.start < PALE_BRIDGE_CAPS * stretch.cap
  return follows ? first.end : stretch.start
}

function colonCandidates(page: Page, place: RowPlace, cap: number): ColonCandidate[] {
  if (place.labelEnd === null) return []
  const start = place.labelEnd + 0.5 * cap
  const runs = lineRuns(page, { start, end: 0.36 * page.ink.width, top: place.top, cap }, 0)
  const [first] = runs.filter((run) => run.mass > 2)
  if (!first || first.end - first.start > COLON_MAX_CAPS * cap) return []
  // A colon's upper dot reaches three quarters of the capitals’ height. Of a pale letter only a stem may be seen, which reaches higher.
  const above = { x0: first.start, x1: first.end, y0: place.top, y1: place.top + COLON_CLEAR_CAPS * cap }
  const inked = rowProfile(page.ink, roundRegion(above), page.slope, page.threshold)
  if (inked.some((count) => count > 0)) return []
  return [{ x: (first.start + first.end) / 2, y: place.top }]
}

/** Groups of print right of the colon, before the photo. */
function valueGroups(page: Page, top: number, cap: number, colons: ColonColumn): InkRun[] {
  const colonX = colons(top)
  const end = valuesEndPx(page)
  const groups = lineRuns(page, { start: colonX + 0.25 * cap, end, top, cap }, VALUE_BRIDGE_CAPS).filter(
    (group) => group.mass > 0.25 * cap,
  )
  const [first] = groups
  return first && first.start - colonX < VALUE_START_CAPS * cap ? groups : []
}

function boxOf(page: Page, top: number, cap: number, start: number, end: number): LineBox {
  return toLineBox(page, settleStretch(page, { start, end, top, cap }))
}
