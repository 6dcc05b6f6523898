import { findRuns, roundRegion, rowProfile, type InkRun } from './ink-runs.ts'
import type { LineBox } from './line-box.ts'
import { USUAL_CAP, type LabelPlace } from './label-slots.ts'
import { lineRuns, toLineBox, type Page } from './page.ts'

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
/** Gaps wider than this part label from colon, in cap heights. */
const WORD_BRIDGE_CAPS = 1.3

/** Reads one line of a page as it stands; empty where there is nothing to read. */
export type ReadLabel = (line: LineBox) => Promise<string>

export interface Label {
  readonly run: InkRun
  readonly place: LabelPlace
  readonly end: number
  /** Where its capitals stand, to be read. */
  readonly line: LineBox
}

/** Bands of ink in the label column. */
export function findLabels(page: Page): Label[] {
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
    const place = {
      x0: first.start / width,
      x1: first.end / width,
      centreY: (run.start + run.end) / 2 / height,
    }
    labels.push({ run, place, end: first.end, line: toLineBox(page, line) })
  }
  return labels
}

/** Height of the body's capitals: most labels have no descender. */
function capitalsOf(bands: readonly InkRun[], height: number): number {
  const heights = bands.map((run) => run.end - run.start).sort((a, b) => a - b)
  return heights[Math.floor(CAPITALS_QUANTILE * heights.length)] ?? USUAL_CAP * height
}
