import { LABEL_SLOTS, type LabelPlace } from './label-slots.ts'
import { median } from './median.ts'
import { WRAPS } from './place-rows.ts'

/** Faces set the same words up to this much wider or narrower against each other; neighbouring labels differ by more. */
const WIDTH_TOLERANCE = 0.14
/** A colon's distance and blur move ends by this, 0–1 of the card's width. */
const END_TOLERANCE = 0.008
/** Labels begin this near to their slots, or to the column's where a print doesn't indent them; 0–1 of the card's width. */
const START_TOLERANCE = 0.014
/** Rows' distances are whole pitches up to this share of one. */
const PITCH_TOLERANCE = 0.2
/** From the NIK's row to the name's, in pitches of the rows below. */
const NIK_PITCHES = 1.38

/**
 * The slots whose bands should be read to know that the first bands of the label column, top to bottom, are all labels in their order;
 * null where places leave too much doubt. Bands are as wide against each other as labels, as far to the right, and apart by whole
 * pitches. What else could be so is a label that was missed and something else taken for one: that shows in the label behind the gap,
 * and in the first and the last.
 */
export function matchPlaces(bands: readonly LabelPlace[]): readonly number[] | null {
  if (bands.length < LABEL_SLOTS.length) return null
  const widths = LABEL_SLOTS.map((_, i) => bands[i]!.x1 - bands[i]!.x0)
  const scale = median(
    LABEL_SLOTS.map(({ width }, i) => widths[i]! / width),
    1,
  )
  const left = Math.min(...LABEL_SLOTS.map((_, i) => bands[i]!.x0))
  const gaps = LABEL_SLOTS.slice(1).map((_, i) => bands[i + 1]!.centreY - bands[i]!.centreY)
  // The NIK stands apart from the rows below it.
  const pitch = Math.min(...gaps.slice(1))
  const doubtful = [0, LABEL_SLOTS.length - 1]
  for (const [i, { row, x0, width }] of LABEL_SLOTS.entries()) {
    const indent = bands[i]!.x0 - left
    const isWide = Math.abs(widths[i]! - scale * width) <= WIDTH_TOLERANCE * width + END_TOLERANCE
    const indents = Math.min(indent, Math.abs(indent - (x0 - LABEL_SLOTS[0]!.x0)))
    if (!isWide || indents > START_TOLERANCE) return null
    const gap = gaps[i]
    if (gap === undefined) continue
    const lines = i === 0 ? gap / pitch / NIK_PITCHES : gap / pitch
    const whole = Math.max(1, Math.round(lines))
    if (Math.abs(lines - whole) > PITCH_TOLERANCE || (whole > 1 && !WRAPS.includes(row))) return null
    if (whole > 1) doubtful.push(i + 1)
  }
  return doubtful
}
