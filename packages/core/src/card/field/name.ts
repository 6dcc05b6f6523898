import type { FieldValidation } from '../card-reading.ts'
import { valid, type FieldCandidate } from '../field-outcome.ts'
import type { RawLine } from '../raw-row.ts'
import { repairLetters } from '../text/repair-letters.ts'
import { printedText, textConfidence } from '../text/line.ts'

/** Permendagri 73/2022 art. 4. */
const MAX_NAME_LENGTH = 60
/** Latin letters with the marks of Arabic romanisation (macron, dot below, ayn, hamza), and punctuation of older entries. */
const NAME_CHARACTERS = /^[\p{Script=Latin}\p{M}ʿʾʼ' .,\-`/()]+$/u
/** A person's name, upper case, nothing dropped: a leading `I` is a Balinese name, one word is a Javanese one. */
export function readName(line: RawLine): FieldCandidate | null {
  const { text, repairs, certainty } = repairLetters(line.text, 'everywhere')
  const value = printedText(text)
  if (!/\p{L}/u.test(value)) return null
  const confidence = textConfidence(line) * certainty
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
