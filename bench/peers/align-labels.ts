import { editDistance } from '@kartu/core'
import { fitsRow, LABEL_SLOTS, ROW_PITCH, type LabelSlot } from './card-labels.ts'
import type { Row } from './split-row.ts'
import { labelKey } from './strip-label.ts'

/** Costs in units of a wholly misread label. */
const SKIP_ROW = 0.7
const SKIP_SLOT = 0.7
const NO_LABEL = 1
const FITTING_VALUE = -0.4
/** Rows may be pushed down by wrapped lines above, hardly up. */
const UP_TOLERANCE_Y = 0.03
const DOWN_TOLERANCE_Y = 0.2
const MOST_PITCHES_TO_CONTINUATION = 1.5
/** Lower-case letters are none of a value's: cards print values in capitals. */
const MAX_LOWER_CASE_SHARE = 0.4

export interface LabelledRows {
  readonly slot: LabelSlot
  /** The row itself and the lines that continue it. */
  readonly rows: readonly Row[]
}

/**
 * Assigns the lines of the card's left part to its labels in printed order, at the least cost of misread labels, places and
 * values that do not fit. A line without a label between two assigned ones continues the upper one's value.
 */
export function alignLabels(rows: readonly Row[]): readonly LabelledRows[] {
  const assigned = assign(rows)
  return LABEL_SLOTS.flatMap((slot, i) => {
    const at = assigned[i] ?? -1
    const first = rows[at]
    if (first === undefined) return []
    const found = [first]
    for (let next = at + 1; slot.wraps && !assigned.includes(next); next++) {
      const row = rows[next]
      if (row === undefined || !continues(found.at(-1) ?? first, row)) break
      found.push(row)
    }
    return [{ slot, rows: found }]
  })
}

/** Index of each slot's row, −1 where it has none: the cheapest way through rows and slots, neither ever crossing. */
function assign(rows: readonly Row[]): readonly number[] {
  const slots = LABEL_SLOTS
  const costs = Array.from({ length: rows.length + 1 }, (_, i) =>
    Array.from({ length: slots.length + 1 }, (_unused, j) =>
      i === 0 ? j * SKIP_SLOT : j === 0 ? i * SKIP_ROW : 0,
    ),
  )
  const at = (i: number, j: number) => costs[i]?.[j] ?? Number.POSITIVE_INFINITY
  const match = (i: number, j: number) => {
    const row = rows[i - 1]
    const slot = slots[j - 1]
    return row && slot ? at(i - 1, j - 1) + mismatch(row, slot) : Number.POSITIVE_INFINITY
  }
  for (let i = 1; i <= rows.length; i++) {
    for (let j = 1; j <= slots.length; j++) {
      costs[i]![j] = Math.min(match(i, j), at(i - 1, j) + SKIP_ROW, at(i, j - 1) + SKIP_SLOT)
    }
  }
  const assigned = slots.map(() => -1)
  let i = rows.length
  let j = slots.length
  while (i > 0 && j > 0) {
    if (at(i, j) === match(i, j)) {
      assigned[j - 1] = i - 1
      i--
      j--
    } else if (at(i, j) === at(i - 1, j) + SKIP_ROW) i--
    else j--
  }
  return assigned
}

function mismatch(row: Row, slot: LabelSlot): number {
  const down = row.y - slot.y
  const place = down < 0 ? -down / UP_TOLERANCE_Y : down / DOWN_TOLERANCE_Y
  const value = row.value.map((word) => word.text).join(' ')
  return labelCost(row.label, slot) + place + (fitsRow(slot, value) ? FITTING_VALUE : 0)
}

function labelCost(label: string, slot: LabelSlot): number {
  const read = labelKey(label)
  const costs = slot.keys.map((key) => {
    const edits = editDistance(read, key, slot.maxEdits)
    return edits > slot.maxEdits ? NO_LABEL : edits / key.length
  })
  return Math.min(...costs)
}

function continues(above: Row, row: Row): boolean {
  const value = row.value.map((word) => word.text).join('')
  const lower = value.replace(/\P{Ll}/gu, '').length
  return (
    labelKey(row.label) === '' &&
    value !== '' &&
    lower <= MAX_LOWER_CASE_SHARE * value.length &&
    row.y - above.y <= MOST_PITCHES_TO_CONTINUATION * ROW_PITCH
  )
}
