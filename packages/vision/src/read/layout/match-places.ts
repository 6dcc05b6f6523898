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

/**
 * Whether the first bands of the label column, top to bottom, are surely all labels in their order: as wide against each other, as far
 * to the right, and apart by whole pitches with room for further lines only where values wrap. Then none needs reading: a label that
 * was missed and something else taken for one would have to be as wide as its neighbours' labels, all the way between the two.
 */
export function matchPlaces(bands: readonly LabelPlace[]): boolean {
  if (bands.length < LABEL_SLOTS.length) return false
  const widths = LABEL_SLOTS.map((_, i) => bands[i]!.x1 - bands[i]!.x0)
  const scale = median(
    LABEL_SLOTS.map(({ width }, i) => widths[i]! / width),
    1,
  )
  const left = Math.min(...LABEL_SLOTS.map((_, i) => bands[i]!.x0))
  // The NIK and its label are larger and stand apart.
  const gaps = LABEL_SLOTS.slice(2).map((_, i) => bands[i + 2]!.centreY - bands[i + 1]!.centreY)
  const pitch = Math.min(...gaps)
  return LABEL_SLOTS.every(({ row, x0, width }, i) => {
    const indent = bands[i]!.x0 - left
    const fits =
      Math.abs(widths[i]! - scale * width) <= WIDTH_TOLERANCE * width + END_TOLERANCE &&
      Math.min(indent, Math.abs(indent - (x0 - LABEL_SLOTS[0]!.x0))) <= START_TOLERANCE
    const gap = i === 0 ? undefined : gaps[i - 1]
    if (gap === undefined) return fits
    const lines = Math.round(gap / pitch)
    return fits && Math.abs(gap / pitch - lines) <= PITCH_TOLERANCE && (lines === 1 || WRAPS.includes(row))
  })
}
