import type { RowName } from '@kartu/core'
import {
  classMask,
  DATE_CHARACTERS,
  DIGITS,
  LETTER_CHARACTERS,
  READING_ALPHABET,
  RT_RW_CHARACTERS,
} from './reading-alphabet.ts'

/** What a row may hold and how it is printed. */
export interface LineStyle {
  /** See `classMask`. */
  readonly mask: Uint8Array
  /** What a complete value looks like, where that is known. */
  readonly form?: RegExp
  /** How much wider than high a line is made for the reader: Arial's narrow letters need it, OCR-A's digits do not. */
  readonly stretch: number
}

const ARIAL_STRETCH = 1.2
const OCR_STRETCH = 1

const style = (characters: string, form?: RegExp): LineStyle => ({
  mask: classMask(characters),
  stretch: ARIAL_STRETCH,
  ...(form ? { form } : {}),
})

const NIK_FORM = /^\d{16}$/
const RT_RW_FORM = /^(\d{3}|-)\/(\d{3}|-)$|^-$/
const DATE_FORM = /^\d{2}-\d{2}-\d{4}$/

const free = style(READING_ALPHABET)
const letters = style(LETTER_CHARACTERS)

/** What each row may hold. Restricting a row to its characters settles `O`/`0` and `I`/`1` where the card's form does. */
export const ROW_STYLES: Readonly<Record<RowName, LineStyle>> = {
  province: letters,
  regency: letters,
  nik: { mask: classMask(DIGITS), form: NIK_FORM, stretch: OCR_STRETCH },
  name: letters,
  birth: free,
  // Read with the blood group's label and value; see `splitGenderRow`.
  gender: free,
  bloodType: free,
  address: free,
  rtRw: style(RT_RW_CHARACTERS, RT_RW_FORM),
  village: free,
  district: free,
  religion: letters,
  marital: letters,
  occupation: letters,
  nationality: letters,
  validUntil: free,
  issuePlace: letters,
  issueDate: style(DATE_CHARACTERS, DATE_FORM),
}

/** A printed label. */
export const LABEL_STYLE: LineStyle = free
