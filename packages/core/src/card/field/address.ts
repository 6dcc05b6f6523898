import type { Repair } from '../card-reading.ts'
import { notChecked, type FieldCandidate } from '../field-outcome.ts'
import type { RawLine } from '../raw-row.ts'
import { repairLetters } from '../text/repair-letters.ts'
import { printedText, textConfidence } from '../text/line.ts'

/** Abbreviations of streets, buildings and titles, which a full stop ends. */
const ABBREVIATION_AND_COMMA =
  /(?<![\p{L}\p{N}])(?:BLK|DR|DRS|DSN|GG|HJ|JL|JLN|KAV|KH|KM|LINGK|LR|NO|PROF|TGK),/gu
/** A comma is taken for the full stop only where the reader saw some of one. */
const LEAST_STOP = 0.02

export function readAddress(line: RawLine): FieldCandidate | null {
  const commas = new Set(
    [...line.text.matchAll(ABBREVIATION_AND_COMMA)]
      .map((match) => match.index + match[0].length - 1)
      .filter((index) => stopAt(line, index) >= LEAST_STOP),
  )
  const printed = line.text
    .split('')
    .map((char, index) => (commas.has(index) ? '.' : char))
    .join('')
  const { text, repairs, certainty } = repairLetters(printed, 'inside_words')
  const value = printedText(text)
  if (value.length === 0) return null
  const stops = [...commas].map((index): Repair => ({
    index,
    from: ',',
    to: '.',
    rule: 'comma_after_abbreviation',
  }))
  // As sure as that one of the two stands there.
  const confidences = line.confidences.map((own, index) =>
    commas.has(index) ? Math.min(1, own + stopAt(line, index)) : own,
  )
  return {
    value,
    confidence: textConfidence({ ...line, confidences }) * certainty,
    repairs: [...repairs, ...stops].sort((a, b) => a.index - b.index),
    validation: notChecked('free_text', 'An address is free text.'),
  }
}

function stopAt(line: RawLine, index: number): number {
  return line.alternatives?.[index]?.find(({ char }) => char === '.')?.p ?? 0
}
