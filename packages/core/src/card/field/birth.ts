import { notChecked, type FieldCandidate } from '../field-outcome.ts'
import { readDate, type DateWitness } from '../digits/read-date.ts'
import { digitsOf } from '../digits/digit-cell.ts'
import type { RawLine } from '../raw-row.ts'
import type { IsoDate } from '../../time/calendar-date.ts'
import { repairLetters } from '../text/repair-letters.ts'
import { printedText, sliceLine, textConfidence, trimLine } from '../text/line.ts'

const EARLIEST_BIRTH: IsoDate = '1900-01-01'
const DATE_DIGITS = 8

export interface BirthParts {
  readonly placeLine: RawLine
  readonly dateLine: RawLine
}

/**
 * `PLACE, DD-MM-YYYY` cut in two: at the last comma, and where the comma was lost before the last eight digits. Null when
 * there is no date to cut at. The place may hold commas, digits and hyphens of its own.
 */
export function splitBirthLine(line: RawLine): BirthParts | null {
  const dateAt = startOfLastDate(line.text)
  const comma = line.text.lastIndexOf(',')
  if (dateAt === null && comma < 0) return null
  const cutAt = comma >= 0 && (dateAt === null || comma < dateAt) ? comma : (dateAt ?? comma)
  const place = sliceLine(line, 0, cutAt)
  const end = /[\s.,;:]*$/.exec(place.text)?.[0].length ?? 0
  return {
    placeLine: trimLine(sliceLine(place, 0, place.text.length - end)),
    dateLine: trimLine(sliceLine(line, cutAt === comma ? cutAt + 1 : cutAt)),
  }
}

/** Index of the first of the last eight characters that are digits or look like one, with separators between. */
function startOfLastDate(text: string): number | null {
  let found = 0
  for (let i = text.length - 1; i >= 0; i--) {
    const char = text.charAt(i)
    if (/[\s./_-]/.test(char)) continue
    if (digitsOf(char) === '') return null
    found++
    if (found === DATE_DIGITS) return i
  }
  return null
}

export function readBirthDate(
  line: RawLine,
  today: IsoDate,
  witness: DateWitness | null,
): FieldCandidate | null {
  const date = readDate(line, { earliest: EARLIEST_BIRTH, latest: today }, witness)
  if (date === null) return null
  return {
    ...date,
    validation: notChecked('birth_date_unchecked', 'Nothing to compare the date with was read.'),
  }
}

export function readBirthPlace(line: RawLine): FieldCandidate | null {
  const { text, repairs, certainty } = repairLetters(line.text, 'inside_words')
  const value = printedText(text)
  if (!/\p{L}/u.test(value)) return null
  return {
    value,
    confidence: textConfidence(line) * certainty,
    repairs,
    validation: notChecked(
      'free_text',
      'A place may be any in the world; there is no list to check against.',
    ),
  }
}
