import { notChecked, type FieldCandidate } from '../field-outcome.ts'
import type { RawLine } from '../raw-row.ts'
import { repairLetters } from '../text/repair-letters.ts'
import { printedText, textConfidence } from '../text/line.ts'

export function readAddress(line: RawLine): FieldCandidate | null {
  const { text, repairs, certainty } = repairLetters(line.text, 'inside_words')
  const value = printedText(text)
  if (value.length === 0) return null
  return {
    value,
    confidence: textConfidence(line) * certainty,
    repairs,
    validation: notChecked('free_text', 'An address is free text.'),
  }
}
