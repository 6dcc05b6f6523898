import { parseIsoDate, type IsoDate } from '../time/calendar-date.ts'
import type { FieldCandidate } from './field-outcome.ts'
import { readAddress } from './field/address.ts'
import { readBirthDate, readBirthPlace } from './field/birth.ts'
import { readBloodType } from './field/blood-type.ts'
import { readGender } from './field/gender.ts'
import { readIssueDate } from './field/issue-date.ts'
import { readMaritalStatus } from './field/marital-status.ts'
import { readName } from './field/name.ts'
import { readNationality } from './field/nationality.ts'
import { readOccupation } from './field/occupation.ts'
import { readReligion } from './field/religion.ts'
import { readRtRw } from './field/rt-rw.ts'
import { readValidUntil } from './field/valid-until.ts'
import type { FieldName } from './field-name.ts'
import type { RawLine } from './raw-row.ts'
import { readRegion } from './region/read-region.ts'
import { trimLine } from './text/line.ts'

type Read = (line: RawLine, today: IsoDate) => FieldCandidate | null

const READ_FIELD: Readonly<Record<Exclude<FieldName, 'nik'>, Read>> = {
  fullName: readName,
  placeOfBirth: readBirthPlace,
  dateOfBirth: (line, today) => readBirthDate(line, today, null),
  gender: readGender,
  bloodType: readBloodType,
  address: readAddress,
  rtRw: readRtRw,
  kelurahan: (line) => readRegion(line, null),
  kecamatan: (line) => readRegion(line, null),
  religion: readReligion,
  maritalStatus: readMaritalStatus,
  occupation: readOccupation,
  nationality: readNationality,
  validUntil: readValidUntil,
  issueDate: readIssueDate,
}

const DATE_FIELDS: ReadonlySet<FieldName> = new Set(['dateOfBirth', 'validUntil', 'issueDate'])

/**
 * The canonical form of one field's text from elsewhere than the recogniser (an SDK's claim, a test's ground truth), so
 * that it compares with a `FieldReading.value`. Dates may be ISO already. Null when the text is no value of the field.
 */
export function normaliseField(field: FieldName, text: string, today: IsoDate): string | null {
  const trimmed = text.trim()
  if (field === 'nik') return /^[0-9]{16}$/.test(trimmed) ? trimmed : null
  if (DATE_FIELDS.has(field) && parseIsoDate(trimmed) !== null) return trimmed
  const line: RawLine = {
    text: trimmed,
    confidences: Array.from({ length: trimmed.length }, () => 1),
    box: { x0: 0, y0: 0, x1: 0, y1: 0 },
    hint: null,
  }
  return READ_FIELD[field](trimLine(line), today)?.value ?? null
}
