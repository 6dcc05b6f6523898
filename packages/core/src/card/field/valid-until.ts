import type { IsoDate } from '../../time/calendar-date.ts'
import type { FieldValidation } from '../card-reading.ts'
import { readDate } from '../digits/read-date.ts'
import { notChecked, valid, type FieldCandidate } from '../field-outcome.ts'
import type { RawLine } from '../raw-row.ts'
import { aliasList, matchListed } from './match-listed.ts'

const LIFELONG = 'SEUMUR HIDUP'
const LIFELONG_LIST = aliasList({ [LIFELONG]: [] })
/** Three edits in its eleven letters. */
const LIFELONG_TOLERANCE = 0.28
/** The first electronic cards were issued in 2011. */
const EARLIEST_EXPIRY: IsoDate = '2011-01-01'
const LATEST_EXPIRY: IsoDate = '2099-12-31'
const PENDING = notChecked('valid_until_unchecked', 'The nationality was not read.')

export function readValidUntil(line: RawLine): FieldCandidate | null {
  const lifelong = matchListed(line, LIFELONG_LIST, PENDING, LIFELONG_TOLERANCE)
  if (lifelong !== null) return lifelong
  const date = readDate(line, { earliest: EARLIEST_EXPIRY, latest: LATEST_EXPIRY })
  return date === null ? null : { ...date, validation: PENDING }
}

/**
 * Only a foreigner's card expires: a citizen's past date counts as lifelong (UU 24/2013 art. 101 c; SE Mendagri
 * 470/295-296/SJ of 2016).
 */
export function judgeValidUntil(value: string, nationality: string | null, today: IsoDate): FieldValidation {
  if (nationality === null) return PENDING
  if (nationality === 'WNI') {
    return value === LIFELONG
      ? valid('valid_for_life', 'The card is valid for life.')
      : valid('expiry_without_effect', 'A date on a citizen’s card has no effect: it is valid for life.')
  }
  if (value === LIFELONG) {
    return {
      outcome: 'anomalous',
      code: 'foreign_card_for_life',
      reason: 'A foreigner’s card carries an expiry date.',
    }
  }
  return value < today
    ? { outcome: 'invalid', code: 'card_expired', reason: 'The foreigner’s card has expired.' }
    : valid('not_expired', 'The foreigner’s card has not expired.')
}
