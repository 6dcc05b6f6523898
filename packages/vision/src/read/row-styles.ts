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

const style = (characters: string, spaces: boolean): LineStyle => ({ mask: classMask(characters), spaces })

const free = style(READING_ALPHABET, true)
const letters = style(LETTER_CHARACTERS, true)

/** What each row may hold. Restricting a row to its characters settles `O`/`0` and `I`/`1` where the card's form does. */
export const ROW_STYLES: Readonly<Record<RowName, LineStyle>> = {
  province: letters,
  regency: letters,
  nik: style(DIGITS, false),
  name: letters,
  birth: free,
  gender: letters,
  // The line is read with its label; see `parseBlood`.
  bloodType: style(READING_ALPHABET, false),
  address: free,
  rtRw: style(RT_RW_CHARACTERS, false),
  village: free,
  district: free,
  religion: letters,
  marital: letters,
  occupation: letters,
  nationality: letters,
  validUntil: free,
  issuePlace: letters,
  issueDate: style(DATE_CHARACTERS, false),
}

/** The blood group alone. */
export const BLOOD_STYLE: LineStyle = style(BLOOD_CHARACTERS, false)
