import { isoDate, type IsoDate } from '../../time/calendar-date.ts'
import type { Repair } from '../card-reading.ts'
import type { RawLine } from '../raw-row.ts'
import { chooseDigits, IMPOSSIBLE_WEIGHT } from './choose-digits.ts'
import { toDigitCells } from './digit-cell.ts'

export interface ReadDate {
  readonly value: IsoDate
  readonly confidence: number
  readonly repairs: readonly Repair[]
}

export interface DateRange {
  readonly earliest: IsoDate
  readonly latest: IsoDate
}

/** Whatever stands between the parts of a date, or nothing. */
const DATE_SEPARATORS = /[\s.,:/_-]/
const DATE_DIGITS = 8
/** A real day outside the expected range: unlikely, not impossible. Further out than this it is taken for impossible. */
const CONCEIVABLE_YEARS = 20
const OUT_OF_RANGE_WEIGHT = 0.1
/** Most misread digits of a date still make a real day. */
const CHANCE_PASS = 0.5

/** Something else on the card that says the same date, independently read. */
export interface DateWitness {
  readonly agrees: (date: IsoDate) => boolean
  /** Weight of a date that it contradicts, beside 1 for one that it confirms. */
  readonly disagreementWeight: number
}

/** Share of misread dates that a witness would still confirm. */
const CHANCE_PASS_WITNESSED = 0.02

/**
 * Reads DD-MM-YYYY with any separators or none; null unless there are eight digits that name a real day. A witness only
 * chooses among readings that the characters allow.
 */
export function readDate(
  line: RawLine,
  range: DateRange,
  witness: DateWitness | null = null,
): ReadDate | null {
  const cells = toDigitCells(line, DATE_SEPARATORS)
  if (cells.length !== DATE_DIGITS) return null
  const chosen = chooseDigits(cells, {
    chancePass: witness === null ? CHANCE_PASS : CHANCE_PASS_WITNESSED,
    weigh: (digits) => {
      const date = toIsoDate(digits)
      if (date === null || !isConceivable(date, range)) return IMPOSSIBLE_WEIGHT
      const rangeWeight = date < range.earliest || date > range.latest ? OUT_OF_RANGE_WEIGHT : 1
      const witnessWeight = witness === null || witness.agrees(date) ? 1 : witness.disagreementWeight
      return Math.max(rangeWeight * witnessWeight, IMPOSSIBLE_WEIGHT * 1.01)
    },
  })
  const value = chosen === null ? null : toIsoDate(chosen.digits)
  return chosen === null || value === null
    ? null
    : { value, confidence: chosen.confidence, repairs: chosen.repairs }
}

function isConceivable(date: IsoDate, range: DateRange): boolean {
  const year = Number(date.slice(0, 4))
  return (
    year >= Number(range.earliest.slice(0, 4)) - CONCEIVABLE_YEARS &&
    year <= Number(range.latest.slice(0, 4)) + CONCEIVABLE_YEARS
  )
}

function toIsoDate(digits: string): IsoDate | null {
  return isoDate(Number(digits.slice(4)), Number(digits.slice(2, 4)), Number(digits.slice(0, 2)))
}
