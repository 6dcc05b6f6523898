import { findDistrict, findProvince, findRegency } from '../region/region-index.ts'
import { ageYears, isCalendarDay, type IsoDate } from '../time/calendar-date.ts'
import { KTP_AGE_YEARS } from './birth-year.ts'
import { NIK_FINDINGS, NIK_SEVERITIES, type NikFindingCode, type NikFindingRow } from './nik-findings.ts'
import { nikBirthDigits, parseNik, type Gender, type NikContext, type ParsedNik } from './parse-nik.ts'

const SPECIMEN_SERIAL = '0000'
/** No edition of the list numbers a district above 51; the gaps of former splits reach 60 at most. */
const HIGHEST_PLAUSIBLE_DISTRICT = 60
/** Marriage with dispensation has given cards at 15 and 16; below that none is known. */
const YOUNGEST_PLAUSIBLE_AGE_YEARS = 15

export interface NikFinding extends NikFindingRow {
  readonly code: NikFindingCode
}

export interface NikJudgementContext extends NikContext {
  /** Sandbox organisations accept serial 0000. */
  readonly specimensAllowed: boolean
  readonly printedGender?: Gender | null
  /** Kemendagri code of the printed regency, four digits; null when unread or unmatched. */
  readonly printedRegencyCode?: string | null
}

export interface NikJudgement {
  readonly parsed: ParsedNik | null
  readonly findings: readonly NikFinding[]
  /** The gravest severity found; null when there is no finding at all. */
  readonly worst: NikFinding['severity'] | null
}

/** Checks structure, regions, and agreement with the printed fields. Sources: PP 37/2007, PP 40/2019, Kemendagri codes. */
export function judgeNik(text: string, context: NikJudgementContext): NikJudgement {
  const parsed = parseNik(text, context)
  const codes: NikFindingCode[] =
    parsed === null
      ? ['nik_not_sixteen_digits']
      : [
          ...judgeBirth(parsed, context.today),
          ...judgeSerial(parsed.serial, context.specimensAllowed),
          ...judgeRegion(parsed),
          ...comparePrinted(parsed, context),
        ]
  const findings = codes.map((code) => ({ code, ...NIK_FINDINGS[code] }))
  const worst = NIK_SEVERITIES.find((severity) => findings.some((f) => f.severity === severity)) ?? null
  return { parsed, findings, worst }
}

function judgeBirth(parsed: ParsedNik, today: IsoDate): NikFindingCode[] {
  const codes: NikFindingCode[] = []
  if (parsed.day === null) codes.push('nik_day_impossible')
  if (parsed.month < 1 || parsed.month > 12) codes.push('nik_month_impossible')
  if (codes.length > 0) return codes
  if (parsed.birthDate === null) return ['nik_date_impossible']
  if (parsed.birthDate > today) return ['nik_birth_in_future']
  const age = ageYears(parsed.birthDate, today)
  if (age < YOUNGEST_PLAUSIBLE_AGE_YEARS) return ['nik_age_too_young']
  return age < KTP_AGE_YEARS ? ['nik_age_under_17'] : []
}

function judgeSerial(serial: string, specimensAllowed: boolean): NikFindingCode[] {
  if (serial !== SPECIMEN_SERIAL) return []
  return [specimensAllowed ? 'nik_specimen_serial' : 'nik_serial_never_issued']
}

function judgeRegion(parsed: ParsedNik): NikFindingCode[] {
  if (findProvince(parsed.provinceCode) === null) return ['nik_province_unknown']
  const regency = findRegency(parsed.regencyCode)
  if (regency === null) return ['nik_regency_unknown']
  const suffix = Number(parsed.districtCode.slice(4))
  const district = findDistrict(parsed.districtCode)
  const retired: NikFindingCode[] =
    regency.status === 'retired' || district?.status === 'retired' ? ['nik_region_retired'] : []
  if (district !== null) return retired
  if (suffix === 0 || suffix > HIGHEST_PLAUSIBLE_DISTRICT) return ['nik_district_implausible', ...retired]
  return hasKnownDistricts(regency.successor, regency.status) ? ['nik_district_unknown', ...retired] : retired
}

/** No list holds the districts of the ten regencies that left before the archives begin: any plausible number passes. */
function hasKnownDistricts(successor: string | null, status: 'current' | 'retired'): boolean {
  return status === 'current' || (successor !== null && successor.startsWith('9'))
}

function comparePrinted(parsed: ParsedNik, context: NikJudgementContext): NikFindingCode[] {
  const codes: NikFindingCode[] = []
  const printed = context.printedBirthDate ?? null
  if (printed !== null && isPrintedDay(printed)) {
    const gender = parsed.gender ?? context.printedGender ?? 'LAKI-LAKI'
    const differing = countDiffering(parsed.digits.slice(6, 12), nikBirthDigits(printed, gender))
    if (differing === 1) codes.push('nik_birth_date_one_digit')
    if (differing > 1) codes.push('nik_birth_date_differs')
  }
  const printedGender = context.printedGender ?? null
  if (printedGender !== null && parsed.gender !== null && parsed.gender !== printedGender) {
    codes.push('nik_gender_differs')
  }
  const printedRegency = context.printedRegencyCode ?? null
  if (printedRegency !== null && printedRegency !== parsed.regencyCode) {
    if (findRegency(parsed.regencyCode)?.successor !== printedRegency) codes.push('nik_region_differs')
  }
  return codes
}

function isPrintedDay(date: IsoDate): boolean {
  return isCalendarDay(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10)))
}

function countDiffering(a: string, b: string): number {
  return Array.from(a).filter((digit, index) => digit !== b[index]).length
}
