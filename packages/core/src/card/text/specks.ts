import type { FieldCandidate } from '../field-outcome.ts'
import type { RawLine } from '../raw-row.ts'
import { sliceLine } from './line.ts'

/** No printed value of letters begins with these; full stops end titles, so they count only in front. */
const BEFORE = ' -.,/:'
const BEHIND = ' -,/:'

/**
 * Reads a value of letters without the dust, scratches and dots of a colon that were taken for dashes beside it; what was left out is
 * recorded as a repair, and the value is no surer than that no letter or digit stood there. A line without letters or digits, such
 * as a lone `-`, is read as it stands.
 */
export function besideSpecks(
  read: (line: RawLine) => FieldCandidate | null,
): (line: RawLine) => FieldCandidate | null {
  return (line) => {
    const { text } = line
    if (!/[\p{L}\p{N}]/u.test(text)) return read(line)
    let start = 0
    let end = text.length
    while (BEFORE.includes(text.charAt(start))) start++
    while (BEHIND.includes(text.charAt(end - 1))) end--
    const candidate = read(sliceLine(line, start, end))
    if (candidate === null || end - start === text.length) return candidate
    const speck = (index: number, from: string) =>
      from === '' ? [] : [{ index, from, to: '', rule: 'speck_beside_value' }]
    return {
      ...candidate,
      confidence: candidate.confidence * speckConfidence(line, start, end),
      repairs: [
        ...speck(0, text.slice(0, start)),
        ...candidate.repairs.map((repair) => ({ ...repair, index: repair.index + start })),
        ...speck(end, text.slice(end)),
      ],
    }
  }
}

/** Probability that nothing of the value stood where signs were left out: by the reader's alternatives, or else by how sure it was of the signs. */
function speckConfidence(line: RawLine, start: number, end: number): number {
  let product = 1
  for (let index = 0; index < line.text.length; index++) {
    if (index >= start && index < end) continue
    const alternatives = line.alternatives?.[index]
    const meant = alternatives?.filter(({ char }) => /[\p{L}\p{N}]/u.test(char))
    product *= meant === undefined ? line.confidences[index]! : 1 - meant.reduce((sum, { p }) => sum + p, 0)
  }
  return Math.max(0, product)
}
