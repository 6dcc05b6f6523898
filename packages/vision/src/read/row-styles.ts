import type { RowName } from '@kartu/core'
import {
  BLOOD_CHARACTERS,
  classMask,
  DATE_CHARACTERS,
  DIGITS,
  LETTER_CHARACTERS,
  READING_ALPHABET,
  RT_RW_CHARACTERS,
} from './reading-alphabet.ts'
import type { LineStyle } from './read-line.ts'

const style = (characters: string, words: boolean, form?: RegExp): LineStyle => ({
  mask: classMask(characters),
  words,
  ...(form ? { form } : {}),
})

const NIK_FORM = /^\d{16}$/
const RT_RW_FORM = /^(\d{3}|-)\/(\d{3}|-)$|^-$/
const DATE_FORM = /^\d{2}-\d{2}-\d{4}$/
const BIRTH_FORM = /.,? ?\d{2}-\d{2}-\d{4}$/
const VALID_UNTIL_FORM = /^\d{2}-\d{2}-\d{4}$|^[A-Z ]+$/

const free = style(READING_ALPHABET, true)
const letters = style(LETTER_CHARACTERS, true)

/** What each row may hold. Restricting a row to its characters settles `O`/`0` and `I`/`1` where the card's form does. */
export const ROW_STYLES: Readonly<Record<RowName, LineStyle>> = {
  province: letters,
  regency: letters,
  nik: style(DIGITS, false, NIK_FORM),
  name: letters,
  birth: style(READING_ALPHABET, true, BIRTH_FORM),
  gender: letters,
  // The line is read with its label; see `parseBlood`.
  bloodType: style(READING_ALPHABET, false),
  address: free,
  rtRw: style(RT_RW_CHARACTERS, false, RT_RW_FORM),
  village: free,
  district: free,
  religion: letters,
  marital: letters,
  occupation: letters,
  nationality: letters,
  validUntil: style(READING_ALPHABET, true, VALID_UNTIL_FORM),
  issuePlace: letters,
  issueDate: style(DATE_CHARACTERS, false, DATE_FORM),
}

/** The blood group alone. */
export const BLOOD_STYLE: LineStyle = style(BLOOD_CHARACTERS, false)
