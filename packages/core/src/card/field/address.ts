import { notChecked, type FieldCandidate } from '../field-outcome.ts'
import type { RawLine } from '../raw-row.ts'
import { printedText, textConfidence } from '../text/line.ts'

export function readAddress(line: RawLine): FieldCandidate | null {
  const value = printedText(line.text)
  if (value.length === 0) return null
  return {
    value,
    confidence: textConfidence(line),
    repairs: [],
    validation: notChecked('free_text', 'An address is free text.'),
  }
}
