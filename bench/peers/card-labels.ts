import { normaliseField, type FieldName, type RowName } from '@kartu/core'

/** One labelled row of the card, as ktp-domain §3.2 prints it. */
export interface LabelSlot {
  readonly row: RowName
  /** Letters of the label in lower case, without anything between. */
  readonly keys: readonly string[]
  /** Edits within which a reading still is this label (ktp-domain §5.1); shorter labels bear fewer. */
  readonly maxEdits: number
  /** Where the row's centre is when no value wraps, 0–1 of the height. */
  readonly y: number
  /** Whether cards continue the value on the next line. */
  readonly wraps: boolean
  /** The field whose rules say whether a value fits the row, where they are strict enough to tell. */
  readonly telltale: FieldName | null
}

const FIRST_ROW_Y = 0.3
/** Distance of the body's rows, 0–1 of the height. */
export const ROW_PITCH = 0.0435
const NIK_Y = 0.24

export const LABEL_SLOTS: readonly LabelSlot[] = (
  [
    ['nik', ['nik'], 1, false, 'nik'],
    ['name', ['nama'], 2, true, null],
    ['birth', ['tempattgllahir'], 5, true, null],
    ['gender', ['jeniskelamin'], 4, false, 'gender'],
    ['address', ['alamat'], 2, true, null],
    ['rtRw', ['rtrw'], 2, false, 'rtRw'],
    ['village', ['keldesa'], 3, true, null],
    ['district', ['kecamatan'], 3, true, null],
    ['religion', ['agama', 'kepercayaan'], 2, true, 'religion'],
    ['marital', ['statusperkawinan'], 5, false, 'maritalStatus'],
    ['occupation', ['pekerjaan'], 4, true, null],
    ['nationality', ['kewarganegaraan'], 5, true, 'nationality'],
    ['validUntil', ['berlakuhingga'], 4, false, 'validUntil'],
  ] as const
).map(([row, keys, maxEdits, wraps, telltale], i) => ({
  row,
  keys,
  maxEdits,
  y: i === 0 ? NIK_Y : FIRST_ROW_Y + ROW_PITCH * (i - 1),
  wraps,
  telltale,
}))

/** `Gol. Darah`, on the row of the gender. */
export const BLOOD_LABEL = { key: 'goldarah', maxEdits: 3 } as const

/** Only the form of a value is asked for, which no day changes. */
const ANY_DAY = '2026-01-01'

/** Whether a text has the form of the row's value; false where the row's values have none. */
export function fitsRow(slot: LabelSlot, text: string): boolean {
  return slot.telltale !== null && normaliseField(slot.telltale, text, ANY_DAY) !== null
}
