import { isoDate, type IsoDate } from '../time/calendar-date.ts'
import { resolveBirthYear } from './birth-year.ts'

export type Gender = 'LAKI-LAKI' | 'PEREMPUAN'

/** Added to the day of birth in a woman's NIK (PP 40/2019 art. 30). */
export const FEMALE_DAY_OFFSET = 40
const MAX_DAY = 31

export interface ParsedNik {
  readonly digits: string
  readonly provinceCode: string
  readonly regencyCode: string
  readonly districtCode: string
  /** Day of the month with the offset removed; null when 00, 32–40 or 72–99. */
  readonly day: number | null
  readonly month: number
  readonly yearTwoDigits: number
  /** Null when the day digits fit neither range. */
  readonly gender: Gender | null
  /** Null when the digits name no real day. */
  readonly birthDate: IsoDate | null
  /** Four digits counted from 0001 per district and birthday; `0000` is never issued. */
  readonly serial: string
}

export interface NikContext {
  /** Calendar day of the reading, Asia/Jakarta. */
  readonly today: IsoDate
  /** The card's own birth date, which settles the century; null when unread. */
  readonly printedBirthDate?: IsoDate | null
}

/**
 * Splits a NIK (PP 37/2007 art. 37: PPRRDD DDMMYY SSSS). Null unless `text` is exactly 16 ASCII digits: separators are
 * not removed, since a printed NIK has none. There is no check digit to verify.
 */
export function parseNik(text: string, context: NikContext): ParsedNik | null {
  if (!/^[0-9]{16}$/.test(text)) return null
  const dayDigits = Number(text.slice(6, 8))
  const month = Number(text.slice(8, 10))
  const yearTwoDigits = Number(text.slice(10, 12))
  const gender = genderOfDay(dayDigits)
  const day = gender === null ? null : dayDigits - (gender === 'PEREMPUAN' ? FEMALE_DAY_OFFSET : 0)
  const year = resolveBirthYear(yearTwoDigits, context.today, context.printedBirthDate ?? null)
  return {
    digits: text,
    provinceCode: text.slice(0, 2),
    regencyCode: text.slice(0, 4),
    districtCode: text.slice(0, 6),
    day,
    month,
    yearTwoDigits,
    gender,
    birthDate: day === null ? null : isoDate(year, month, day),
    serial: text.slice(12),
  }
}

/** 1–31 a man, 41–71 a woman, anything else nobody; 40 and 32 belong to neither. */
function genderOfDay(dayDigits: number): Gender | null {
  if (dayDigits >= 1 && dayDigits <= MAX_DAY) return 'LAKI-LAKI'
  if (dayDigits > FEMALE_DAY_OFFSET && dayDigits <= FEMALE_DAY_OFFSET + MAX_DAY) return 'PEREMPUAN'
  return null
}

/** Digits 7–12 that a NIK issued for this birth date and gender carries. */
export function nikBirthDigits(birthDate: IsoDate, gender: Gender): string {
  const day = Number(birthDate.slice(8, 10)) + (gender === 'PEREMPUAN' ? FEMALE_DAY_OFFSET : 0)
  return `${String(day).padStart(2, '0')}${birthDate.slice(5, 7)}${birthDate.slice(2, 4)}`
}
