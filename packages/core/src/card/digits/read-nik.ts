import { findDistrict, findProvince, findRegency } from '../../region/region-index.ts'
import type { IsoDate } from '../../time/calendar-date.ts'
import { nikBirthDigits, parseNik, type Gender } from '../../nik/parse-nik.ts'
import type { RawLine } from '../raw-row.ts'
import { chooseDigits, IMPOSSIBLE_WEIGHT, type ChosenDigits, type DigitRule } from './choose-digits.ts'
import { toDigitCells } from './digit-cell.ts'
import type { DateWitness } from './read-date.ts'

/**
 * What a NIK read without looking at the printed date says about it; null when the number was not read. The printed date
 * is read with this witness and the number with the printed date read without it, so neither confirms itself.
 */
export function nikDateWitness(line: RawLine, today: IsoDate): DateWitness | null {
  const blind = readNik(line, { today, birthDate: null, gender: null, regencyCode: null })
  if (blind === null) return null
  const gender = parseNik(blind.digits, { today })?.gender ?? null
  if (gender === null) return null
  return {
    agrees: (date) => nikBirthDigits(date, gender) === blind.digits.slice(6, 12),
    disagreementWeight: 1 - blind.confidence * (1 - DISAGREEMENT_WEIGHT),
  }
}

export interface NikEvidence {
  readonly today: IsoDate
  /** Printed birth date as read, with its confidence; null when unread. */
  readonly birthDate: { readonly value: IsoDate; readonly confidence: number } | null
  readonly gender: Gender | null
  /** Kemendagri code of the printed regency; null when unmatched. */
  readonly regencyCode: string | null
}

const NIK_DIGITS = 16
const NIK_SEPARATORS = /[\s.,:;_-]/
/**
 * Weight of birth digits that disagree with the printed date or gender. Fewer cards than this disagree; the weight is kept
 * high so that only an alternative the recogniser itself found likely is preferred, and an altered card stays visible.
 */
const DISAGREEMENT_WEIGHT = 0.03
/** Many people are registered elsewhere than where they live now: only a slight preference for the printed regency. */
const OTHER_REGENCY_WEIGHT = 0.4
const UNKNOWN_DISTRICT_WEIGHT = 0.3
const UNKNOWN_REGENCY_WEIGHT = 0.05
const UNKNOWN_PROVINCE_WEIGHT = 0.02
/** Share of misread birth digits that still agree with the printed date: next to none; without a date half are real days. */
const BIRTH_CHANCE_PASS = 0.02
const BIRTH_CHANCE_PASS_ALONE = 0.5
/** Share of misread region digits that are a district: 7,879 of a million, many more near a real code. */
const REGION_CHANCE_PASS = 0.2

/**
 * Reads the 16 digits in three independent parts: region by the list of districts, birth by the calendar and the printed
 * date and gender, serial by its characters alone. Null unless 16 characters may be digits.
 */
export function readNik(line: RawLine, evidence: NikEvidence): ChosenDigits | null {
  const cells = toDigitCells(line, NIK_SEPARATORS)
  if (cells.length !== NIK_DIGITS) return null
  const region = chooseDigits(cells.slice(0, 6), regionRule(evidence.regencyCode))
  const birth = chooseDigits(cells.slice(6, 12), birthRule(evidence))
  const serial = chooseDigits(cells.slice(12), { weigh: () => 1, chancePass: 1 })
  if (region === null || birth === null || serial === null) return null
  return {
    digits: region.digits + birth.digits + serial.digits,
    confidence: region.confidence * birth.confidence * serial.confidence,
    repairs: [...region.repairs, ...birth.repairs, ...serial.repairs],
  }
}

function regionRule(printedRegency: string | null): DigitRule {
  const preference = (code: string): number =>
    printedRegency === null || code === printedRegency || findRegency(code)?.successor === printedRegency
      ? 1
      : OTHER_REGENCY_WEIGHT
  return {
    chancePass: REGION_CHANCE_PASS,
    weigh: (digits) => {
      const regency = digits.slice(0, 4)
      if (findDistrict(digits) !== null) return preference(regency)
      if (findRegency(regency) !== null) return UNKNOWN_DISTRICT_WEIGHT * preference(regency)
      return findProvince(digits.slice(0, 2)) === null ? UNKNOWN_PROVINCE_WEIGHT : UNKNOWN_REGENCY_WEIGHT
    },
  }
}

/** Any district and serial: only the birth digits of it are looked at. */
function parseBirthDigits(digits: string, evidence: NikEvidence): ReturnType<typeof parseNik> {
  return parseNik(`000000${digits}0000`, {
    today: evidence.today,
    printedBirthDate: evidence.birthDate?.value ?? null,
  })
}

function birthRule(evidence: NikEvidence): DigitRule {
  const { birthDate, gender } = evidence
  const disagreement = birthDate === null ? 1 : 1 - birthDate.confidence * (1 - DISAGREEMENT_WEIGHT)
  return {
    chancePass: birthDate === null ? BIRTH_CHANCE_PASS_ALONE : BIRTH_CHANCE_PASS,
    weigh: (digits) => {
      const parsed = parseBirthDigits(digits, evidence)
      if (parsed === null || parsed.gender === null || parsed.birthDate === null) return IMPOSSIBLE_WEIGHT
      if (parsed.birthDate > evidence.today) return IMPOSSIBLE_WEIGHT
      const genderWeight = gender === null || gender === parsed.gender ? 1 : DISAGREEMENT_WEIGHT
      const dateWeight =
        birthDate === null || digits === nikBirthDigits(birthDate.value, parsed.gender) ? 1 : disagreement
      return Math.max(genderWeight * dateWeight, IMPOSSIBLE_WEIGHT * 1.01)
    },
  }
}
