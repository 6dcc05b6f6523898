import type { RawLine } from '../raw-row.ts'

/** Characters `start` up to `end` of a line, its confidences and alternatives with them. The box stays the line's. */
export function sliceLine(line: RawLine, start: number, end: number = line.text.length): RawLine {
  return {
    text: line.text.slice(start, end),
    confidences: line.confidences.slice(start, end),
    ...(line.alternatives === undefined ? {} : { alternatives: line.alternatives.slice(start, end) }),
    box: line.box,
    hint: line.hint,
    ...(line.partial === undefined ? {} : { partial: line.partial }),
  }
}

/** Without the spaces around it and what a colon before the value leaves behind. A lone `-` is a value and stays. */
export function trimLine(line: RawLine): RawLine {
  const start = /^[\s:;]*/.exec(line.text)?.[0].length ?? 0
  const end = line.text.length - (/[\s:;]*$/.exec(line.text)?.[0].length ?? 0)
  return sliceLine(line, start, Math.max(start, end))
}

/**
 * Probability that every character was read right, taking the recogniser's confidences as independent and calibrated;
 * spaces count as characters. 0 for an empty line.
 */
export function textConfidence(line: RawLine): number {
  if (line.text.length === 0) return 0
  let product = 1
  for (let i = 0; i < line.text.length; i++) product *= Math.min(1, Math.max(0, line.confidences[i] ?? 0))
  return product
}

/** Upper case with single spaces: how a card prints every value. */
export function printedText(text: string): string {
  return text.replace(/\s+/g, ' ').trim().toUpperCase()
}

/** What two spellings of one value share: letters, digits and signs of a blood group aside, nothing else counts. */
export function spellingKey(text: string): string {
  return text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '')
}
