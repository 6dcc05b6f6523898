import type { CharAlternative, RawLine } from '../raw-row.ts'

interface DigitCandidate {
  readonly digit: string
  /** 0–1. */
  readonly p: number
}

/** One printed digit: where it stands in the line, what was read there, what it may be. */
export interface DigitCell {
  readonly index: number
  readonly char: string
  readonly candidates: readonly DigitCandidate[]
}

/** Letters and signs read where a digit is printed. `B` is either of two digits; what surrounds it must decide. */
const CONFUSED_WITH: Readonly<Record<string, string>> = {
  ...each('OoDQU', '0'),
  ...each('IliL|J!]', '1'),
  ...each('Zze', '2'),
  ...each('A', '4'),
  ...each('Ss', '5'),
  ...each('bG', '6'),
  ...each('T?/', '7'),
  ...each('R', '8'),
  ...each('gq', '9'),
  B: '38',
}

/** An alternative rarer than this can't win against any weight used in `chooseDigits`. */
const RAREST_ALTERNATIVE = 0.002
const MOST_CANDIDATES = 4

/** Digits a character may stand for; empty for one that is no digit and looks like none. */
export function digitsOf(char: string): string {
  return /^[0-9]$/.test(char) ? char : (CONFUSED_WITH[char] ?? '')
}

/**
 * The digits of a line in order. Characters in `separators` and those that look like no digit are left out, unless an
 * alternative of theirs is a digit.
 */
export function toDigitCells(line: RawLine, separators: RegExp): readonly DigitCell[] {
  const cells: DigitCell[] = []
  for (let index = 0; index < line.text.length; index++) {
    const char = line.text.charAt(index)
    if (separators.test(char)) continue
    const alternatives = alternativesAt(line, index)
    const byDigit = new Map<string, number>()
    for (const alternative of alternatives) {
      const digits = digitsOf(alternative.char)
      for (const digit of digits) {
        byDigit.set(digit, (byDigit.get(digit) ?? 0) + alternative.p / digits.length)
      }
    }
    const candidates = [...byDigit]
      .map(([digit, p]) => ({ digit, p: Math.min(1, p) }))
      .filter(({ p }) => p >= RAREST_ALTERNATIVE)
      .toSorted((a, b) => b.p - a.p)
      .slice(0, MOST_CANDIDATES)
    if (candidates.length > 0) cells.push({ index, char, candidates })
  }
  return cells
}

/** What may stand at a position, scaled down where the recogniser trusts the character less than its rank says. */
function alternativesAt(line: RawLine, index: number): readonly CharAlternative[] {
  const char = line.text.charAt(index)
  const confidence = line.confidences[index] ?? 0
  const alternatives = line.alternatives?.[index] ?? []
  const own = alternatives.find((alternative) => alternative.char === char)?.p ?? 0
  if (own === 0) return [{ char, p: confidence }]
  const scale = Math.min(1, confidence / own)
  return alternatives.map((alternative) => ({ char: alternative.char, p: alternative.p * scale }))
}

function each(chars: string, digit: string): Record<string, string> {
  return Object.fromEntries(Array.from(chars, (char) => [char, digit]))
}
