import type { Repair } from '../card-reading.ts'
import { notChecked, valid, type FieldCandidate } from '../field-outcome.ts'
import type { RawLine } from '../raw-row.ts'
import { chooseDigits, type ChosenDigits } from '../digits/choose-digits.ts'
import { toDigitCells } from '../digits/digit-cell.ts'
import { sliceLine } from '../text/line.ts'

const SEPARATORS = /[\s/\\|.,-]/
const NUMBER_DIGITS = 3
/** What a lost or misread slash is printed between: `0010002`, `0017002`. */
const SLASH_LOOKALIKES = /[17Il|]/

/** RT and RW, three digits each: `NNN/NNN`. Shorter numbers are padded; `-` when the card names none. */
export function readRtRw(line: RawLine): FieldCandidate | null {
  // A slash alone is what is left of two numbers whose digits were not seen.
  if (/^[\s/-]*-[\s/-]*$/.test(line.text)) {
    return {
      value: '-',
      confidence: noDigitConfidence(line),
      repairs: [],
      validation: notChecked('rt_rw_not_recorded', 'The card names no RT and RW.'),
    }
  }
  const parts = splitParts(line)
  if (parts === null) return null
  const rt = readNumber(parts.rt)
  const rw = readNumber(parts.rw)
  if (rt === null || rw === null) return null
  const shift = (repair: Repair): Repair => ({ ...repair, index: repair.index + parts.rwAt })
  return {
    value: `${rt.digits.padStart(NUMBER_DIGITS, '0')}/${rw.digits.padStart(NUMBER_DIGITS, '0')}`,
    confidence: rt.confidence * rw.confidence,
    repairs: [...rt.repairs, ...parts.repairs, ...rw.repairs.map(shift)],
    validation: valid('rt_rw_format', 'Three digits, a slash, three digits.'),
  }
}

/** Probability that every sign is a dash, a slash or a space: which of them stands there means nothing. */
function noDigitConfidence(line: RawLine): number {
  return line.confidences.reduce((product, own, index) => {
    const others = line.alternatives?.[index]?.filter(
      ({ char }) => char !== line.text[index] && /[\s/-]/.test(char),
    )
    return product * Math.min(1, own + (others ?? []).reduce((sum, { p }) => sum + p, 0))
  }, 1)
}

/** Counted before it is read: weighing the readings of a claim of a thousand characters would take half a second. */
function readNumber(line: RawLine): ChosenDigits | null {
  const cells = toDigitCells(line, SEPARATORS)
  return cells.length > NUMBER_DIGITS ? null : chooseDigits(cells, { weigh: () => 1, chancePass: 1 })
}

interface RtRwParts {
  readonly rt: RawLine
  readonly rw: RawLine
  readonly rwAt: number
  readonly repairs: readonly Repair[]
}

function splitParts(line: RawLine): RtRwParts | null {
  const slash = line.text.search(/[/\\-]/)
  if (slash > 0)
    return { rt: sliceLine(line, 0, slash), rw: sliceLine(line, slash + 1), rwAt: slash + 1, repairs: [] }
  const compact = line.text.replace(/\s/g, '')
  if (compact !== line.text) return null
  const middle = line.text.charAt(NUMBER_DIGITS)
  if (line.text.length === 2 * NUMBER_DIGITS) {
    return {
      rt: sliceLine(line, 0, NUMBER_DIGITS),
      rw: sliceLine(line, NUMBER_DIGITS),
      rwAt: NUMBER_DIGITS,
      repairs: [],
    }
  }
  if (line.text.length === 2 * NUMBER_DIGITS + 1 && SLASH_LOOKALIKES.test(middle)) {
    return {
      rt: sliceLine(line, 0, NUMBER_DIGITS),
      rw: sliceLine(line, NUMBER_DIGITS + 1),
      rwAt: NUMBER_DIGITS + 1,
      repairs: [{ index: NUMBER_DIGITS, from: middle, to: '/', rule: 'slash_read_as_digit' }],
    }
  }
  return null
}
