import { judgeNik, type NikFinding } from '../nik/judge-nik.ts'
import type { NikSeverity } from '../nik/nik-findings.ts'
import type { IsoDate } from '../time/calendar-date.ts'
import type { FieldReading, FieldValidation } from './card-reading.ts'
import { valid } from './field-outcome.ts'
import { judgeIssueDate } from './field/issue-date.ts'
import { judgeValidUntil } from './field/valid-until.ts'
import type { FieldName } from './field-name.ts'

export type PrintedFields = Readonly<Record<Exclude<FieldName, 'nik'>, FieldReading>>
type AllFields = Readonly<Record<FieldName, FieldReading>>

export interface CrossCheckContext {
  readonly today: IsoDate
  readonly specimensAllowed: boolean
  readonly regencyCode: string | null
}

const OUTCOME_OF_SEVERITY: Readonly<Record<NikSeverity, FieldValidation['outcome']>> = {
  impossible: 'invalid',
  anomalous_strong: 'anomalous',
  anomalous_weak: 'anomalous',
  inconsistent_legal: 'anomalous',
  information: 'information',
}

/** Fills in the validations that need more than one field. Fields that were not read stay unchecked. */
export function crossCheck(fields: AllFields, context: CrossCheckContext): AllFields {
  const { nik, dateOfBirth, gender, nationality, validUntil, issueDate } = fields
  const judgement =
    nik.value === null
      ? null
      : judgeNik(nik.value, {
          today: context.today,
          specimensAllowed: context.specimensAllowed,
          printedBirthDate: dateOfBirth.value,
          printedGender: gender.value === 'LAKI-LAKI' || gender.value === 'PEREMPUAN' ? gender.value : null,
          printedRegencyCode: context.regencyCode,
        })
  const findings = judgement?.findings ?? []
  const gravest = findings.find((finding) => finding.severity === judgement?.worst)
  const checked = <K extends FieldName>(name: K, judge: (value: string) => FieldValidation): FieldReading => {
    const field = fields[name]
    return field.value === null ? field : { ...field, validation: judge(field.value) }
  }
  return {
    ...fields,
    nik: checked('nik', () =>
      gravest === undefined
        ? valid('nik_consistent', describeChecks(dateOfBirth.value !== null, gender.value !== null))
        : toValidation(gravest),
    ),
    dateOfBirth: checked('dateOfBirth', (value) =>
      judgeBirthDate(value, findings, judgement !== null, context),
    ),
    gender: checked('gender', () => {
      const differs = findings.find((finding) => finding.code === 'nik_gender_differs')
      if (differs !== undefined) return toValidation(differs)
      return judgement === null || judgement.parsed?.gender === null
        ? gender.validation
        : valid('gender_matches_nik', 'Agrees with the gender in the NIK.')
    }),
    validUntil:
      validUntil.value === null
        ? validUntil
        : { ...validUntil, validation: judgeValidUntil(validUntil.value, nationality.value, context.today) },
    issueDate:
      issueDate.value === null
        ? issueDate
        : { ...issueDate, validation: judgeIssueDate(issueDate.value, dateOfBirth.value, context.today) },
  }
}

/** Contract §6: what was checked, and nothing that was not: a field that was not read was compared with nothing. */
function describeChecks(birthDateRead: boolean, genderRead: boolean): string {
  const printed = [birthDateRead ? ['birth date'] : [], genderRead ? ['gender'] : []].flat()
  const compared =
    printed.length === 0
      ? 'no printed field to compare with was read'
      : `agrees with the printed ${printed.join(' and ')}`
  return `Structure and region codes are possible; ${compared}; a NIK has no check digit.`
}

function judgeBirthDate(
  value: IsoDate,
  findings: readonly NikFinding[],
  nikRead: boolean,
  context: CrossCheckContext,
): FieldValidation {
  if (value > context.today) {
    return { outcome: 'invalid', code: 'birth_date_in_future', reason: 'The birth date is after today.' }
  }
  if (!nikRead) {
    return { outcome: 'not_checked', code: 'birth_date_unchecked', reason: 'The NIK was not read.' }
  }
  const differs = findings.find(
    ({ code }) => code === 'nik_birth_date_one_digit' || code === 'nik_birth_date_differs',
  )
  return differs === undefined
    ? valid('birth_date_matches_nik', 'Agrees with the birth digits of the NIK.')
    : toValidation(differs)
}

function toValidation(finding: NikFinding): FieldValidation {
  return { outcome: OUTCOME_OF_SEVERITY[finding.severity], code: finding.code, reason: finding.reason }
}
