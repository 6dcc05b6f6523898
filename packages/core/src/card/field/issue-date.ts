import { ageYears, type IsoDate } from '../../time/calendar-date.ts'
import type { FieldValidation } from '../card-reading.ts'
import { readDate } from '../digits/read-date.ts'
import { notChecked, valid, type FieldCandidate } from '../field-outcome.ts'
import type { RawLine } from '../raw-row.ts'

/** Mass issue of electronic cards began in 2011. */
const FIRST_ISSUE: IsoDate = '2011-01-01'
const YOUNGEST_HOLDER_YEARS = 16

export function readIssueDate(line: RawLine, today: IsoDate): FieldCandidate | null {
  const date = readDate(line, { earliest: FIRST_ISSUE, latest: today })
  return date === null
    ? null
    : {
        ...date,
        validation: notChecked('issue_date_unchecked', 'Nothing to compare the date with was read.'),
      }
}

export function judgeIssueDate(issued: IsoDate, birthDate: IsoDate | null, today: IsoDate): FieldValidation {
  if (issued > today) {
    return {
      outcome: 'invalid',
      code: 'issue_date_in_future',
      reason: 'The card would be issued after today.',
    }
  }
  if (issued < FIRST_ISSUE) {
    return {
      outcome: 'anomalous',
      code: 'issue_date_before_2011',
      reason: 'The card would be older than electronic cards are.',
    }
  }
  if (birthDate !== null && ageYears(birthDate, issued) < YOUNGEST_HOLDER_YEARS) {
    return {
      outcome: 'anomalous',
      code: 'issue_date_too_young',
      reason: 'The holder would have been younger than 16 at issue.',
    }
  }
  return valid('issue_date_plausible', 'A day since 2011 on which the holder was 16 or older.')
}
