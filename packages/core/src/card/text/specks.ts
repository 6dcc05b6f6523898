import type { FieldCandidate } from '../field-outcome.ts'
import type { RawLine } from '../raw-row.ts'
import { sliceLine } from './line.ts'

/** No printed value of letters begins with these; full stops end titles, so they count only in front. */
const BEFORE = /^[\s\-.,/:]+/
const BEHIND = /[\s\-,/:]+$/

/**
 * Reads a value of letters without the dust, scratches and dots of a colon that were taken for dashes beside it; what was left out is
 * recorded as a repair. A line without letters or digits, such as a lone `-`, is read as it stands.
 */
export function besideSpecks(
  read: (line: RawLine) => FieldCandidate | null,
): (line: RawLine) => FieldCandidate | null {
  return (line) => {
    const { text } = line
    if (!/[\p{L}\p{N}]/u.test(text)) return read(line)
    const start = BEFORE.exec(text)?.[0].length ?? 0
    const end = text.length - (BEHIND.exec(text)?.[0].length ?? 0)
    const candidate = read(sliceLine(line, start, end))
    if (candidate === null || end - start === text.length) return candidate
    const speck = (index: number, from: string) =>
      from === '' ? [] : [{ index, from, to: '', rule: 'speck_beside_value' }]
    return {
      ...candidate,
      repairs: [
        ...speck(0, text.slice(0, start)),
        ...candidate.repairs.map((repair) => ({ ...repair, index: repair.index + start })),
        ...speck(end, text.slice(end)),
      ],
    }
  }
}
