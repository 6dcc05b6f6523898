import type { FieldValidation, Repair } from '../card-reading.ts'
import { valid, type FieldCandidate } from '../field-outcome.ts'
import type { RawLine } from '../raw-row.ts'
import { printedText, textConfidence } from '../text/line.ts'

const LETTER_OF_DIGIT: Readonly<Record<string, string>> = {
  '0': 'O',
  '1': 'I',
  '4': 'A',
  '5': 'S',
  '7': 'T',
  '8': 'B',
}
/** Permendagri 73/2022 art. 4. */
const MAX_NAME_LENGTH = 60
/** Latin letters with the marks of Arabic romanisation (macron, dot below, ayn, hamza), and punctuation of older entries. */
const NAME_CHARACTERS = /^[\p{Script=Latin}\p{M}ʿʾʼ' .,\-`/()]+$/u
/** What a letter that had to stand in for a digit leaves of the certainty. */
const CERTAINTY_LEFT_PER_DIGIT = 0.9

/** A person's name, upper case, nothing dropped: a leading `I` is a Balinese name, one word is a Javanese one. */
export function readName(line: RawLine): FieldCandidate | null {
  const repairs: Repair[] = []
  let text = ''
  for (let index = 0; index < line.text.length; index++) {
    const char = line.text.charAt(index)
    const letter = LETTER_OF_DIGIT[char]
    if (letter !== undefined) repairs.push({ index, from: char, to: letter, rule: 'digit_in_name' })
    text += letter ?? char
  }
  const value = printedText(text)
  if (!/\p{L}/u.test(value)) return null
  const confidence = textConfidence(line) * CERTAINTY_LEFT_PER_DIGIT ** repairs.length
  return { value, confidence, repairs, validation: judgeName(value) }
}

function judgeName(name: string): FieldValidation {
  if (/[0-9]/.test(name)) {
    return { outcome: 'invalid', code: 'name_has_digits', reason: 'A name holds no digits.' }
  }
  if (!NAME_CHARACTERS.test(name)) {
    return {
      outcome: 'invalid',
      code: 'name_script',
      reason: 'The name holds characters that are not Latin.',
    }
  }
  if (name.length > MAX_NAME_LENGTH) {
    return { outcome: 'information', code: 'name_long', reason: 'The name is longer than 60 characters.' }
  }
  if (!name.includes(' ')) {
    return { outcome: 'information', code: 'name_single_word', reason: 'The name is a single word.' }
  }
  return valid('name_latin', 'Latin letters only.')
}
