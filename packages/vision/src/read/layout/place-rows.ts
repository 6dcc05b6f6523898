import type { RowName } from '@kartu/core'
import type { Label } from './find-labels.ts'
import { LABEL_SLOTS, USUAL_CAP } from './label-slots.ts'
import { median } from './median.ts'

/** Distance of rows where no two labels say it, 0–1 of the card's height. */
const USUAL_PITCH = 0.0435
/** Rows whose values may go on in further lines. */
export const WRAPS: readonly RowName[] = ['name', 'birth', 'address', 'village', 'district', 'religion', 'marital', 'occupation', 'nationality'] // prettier-ignore
/** Labels this much of a pitch further apart than rows of one line need have room for another line. */
const ROOM_SHARE = 0.5

export interface RowPlace {
  readonly row: RowName
  /** Top of the capitals at the slope's pivot. */
  readonly top: number
  /** Right end of the label, null where it was not seen. */
  readonly labelEnd: number | null
}

/** Tops of all rows; rows whose label was not seen stand between their neighbours. */
export function placeRows(labels: readonly (Label | null)[], height: number) {
  const steps: number[] = []
  for (let i = 2; i < labels.length; i++) {
    const above = labels[i - 1]
    const here = labels[i]
    if (!above || !here) continue
    // A wrapped line between two labels makes their distance two pitches.
    const step = here.run.start - above.run.start
    steps.push(step / Math.max(1, Math.round(step / (USUAL_PITCH * height))))
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

/**
 * Whether it is known which lines are a row's: where its own or the next label was not seen, only if the labels around leave no room
 * for a further line between them. A value's second line must not be taken for the next row's value, nor be lost.
 */
export function isAnchored(rows: readonly RowPlace[], i: number, pitch: number): boolean {
  const seen = (place: RowPlace) => place.labelEnd !== null
  const above = rows.findLastIndex((place, k) => k <= i && seen(place))
  const below = rows.findIndex((place, k) => k > i && seen(place))
  if (above === i && (below === i + 1 || !WRAPS.includes(rows[i]!.row))) return true
  if (above < 0 || below < 0) return false
  const usual = ((LABEL_SLOTS[below]!.y - LABEL_SLOTS[above]!.y) / USUAL_PITCH) * pitch
  return Math.abs(rows[below]!.top - rows[above]!.top - usual) < ROOM_SHARE * pitch
}
