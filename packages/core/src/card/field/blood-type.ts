import type { Repair } from '../card-reading.ts'
import { notChecked, valid, type FieldCandidate } from '../field-outcome.ts'
import type { RawLine } from '../raw-row.ts'
import { textConfidence } from '../text/line.ts'
import { isDash } from './match-listed.ts'

const LETTER_OF_DIGIT: Readonly<Record<string, string>> = { '8': 'B', '0': 'O', '4': 'A' }
const ABSENT = notChecked('blood_type_not_recorded', 'The card records no blood type.')

/**
 * A, B, AB or O with an optional sign; `-` when the card records none. Too short for any tolerance, and as sure as its characters: what a
 * misreading makes of one group, a sign lost above all, is another.
 */
export function readBloodType(line: RawLine): FieldCandidate | null {
  const confidence = textConfidence(line)
  const upper = line.text.toUpperCase()
  if (isDash(upper) || /^TIDAK\s*TAHU$/.test(upper)) {
    return { value: '-', confidence, repairs: [], validation: ABSENT }
  }
  const repairs: Repair[] = []
  let value = ''
  for (let index = 0; index < upper.length; index++) {
    const char = upper.charAt(index)
    const letter = LETTER_OF_DIGIT[char]
    if (letter !== undefined) repairs.push({ index, from: char, to: letter, rule: 'digit_in_blood_type' })
    if (!/\s/.test(char)) value += letter ?? char
  }
  if (!/^(?:AB|A|B|O)[+-]?$/.test(value)) return null
  return {
    value,
    confidence,
    repairs,
    validation: valid('blood_type_listed', 'One of the blood groups printed on cards.'),
  }
}
