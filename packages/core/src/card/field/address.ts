import type { Repair } from '../card-reading.ts'
import { notChecked, type FieldCandidate } from '../field-outcome.ts'
import type { RawLine } from '../raw-row.ts'
import { repairLetters } from '../text/repair-letters.ts'
import { printedText, textConfidence } from '../text/line.ts'

/** Abbreviations of streets, buildings and titles, which a full stop ends: a comma behind one is that, misread. */
const ABBREVIATION_AND_COMMA =
  /(?<![\p{L}\p{N}])(?:BLK|BR|DR|DRS|DS|DSN|GG|HJ|JL|JLN|KAV|KH|KM|KOMP|KP|LINGK|LR|LT|NO|PERM|PERUM|PROF|TGK),/gu

export function readAddress(line: RawLine): FieldCandidate | null {
  const commas = [...line.text.matchAll(ABBREVIATION_AND_COMMA)].map(
    (match) => match.index + match[0].length - 1,
  )
  const { text, repairs, certainty } = repairLetters(withStops(line.text, commas), 'inside_words')
  const value = printedText(text)
  if (value.length === 0) return null
  const stops = commas.map((index): Repair => ({
    index,
    from: ',',
    to: '.',
    rule: 'comma_after_abbreviation',
  }))
  return {
    value,
    confidence: textConfidence(eitherSign(line, commas)) * certainty,
    repairs: [...repairs, ...stops].sort((a, b) => a.index - b.index),
    validation: notChecked('free_text', 'An address is free text.'),
  }
}

function withStops(text: string, commas: readonly number[]): string {
  return commas.reduce((fixed, at) => `${fixed.slice(0, at)}.${fixed.slice(at + 1)}`, text)
}

/** Where a comma must be a full stop it is as sure as that one of the two stands there. */
function eitherSign(line: RawLine, commas: readonly number[]): RawLine {
  const confidences = line.confidences.map((own, index) => {
    const stop = line.alternatives?.[index]?.find(({ char }) => char === '.')
    return commas.includes(index) && stop ? Math.min(1, own + stop.p) : own
  })
  return { ...line, confidences }
}
