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
/** A real day outside the expected range: unlikely, not impossible. */
const OUT_OF_RANGE_WEIGHT = 0.1
/** Most misread digits of a date still make a real day. */
const CHANCE_PASS = 0.5

/** Reads DD-MM-YYYY with any separators or none; null unless there are eight digits that name a real day. */
export function readDate(line: RawLine, range: DateRange): ReadDate | null {
  const cells = toDigitCells(line, DATE_SEPARATORS)
  if (cells.length !== DATE_DIGITS) return null
  const chosen = chooseDigits(cells, {
    chancePass: CHANCE_PASS,
    weigh: (digits) => {
      const date = toIsoDate(digits)
      if (date === null) return IMPOSSIBLE_WEIGHT
      return date < range.earliest || date > range.latest ? OUT_OF_RANGE_WEIGHT : 1
    },
  })
  const value = chosen === null ? null : toIsoDate(chosen.digits)
  return chosen === null || value === null
    ? null
    : { value, confidence: chosen.confidence, repairs: chosen.repairs }
}

function toIsoDate(digits: string): IsoDate | null {
  return isoDate(Number(digits.slice(4)), Number(digits.slice(2, 4)), Number(digits.slice(0, 2)))
}
