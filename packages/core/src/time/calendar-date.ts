/** A day of the proleptic Gregorian calendar as `YYYY-MM-DD`; comparable as a string. */
export type IsoDate = string

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

/** Whether year, month (1–12) and day (1–31) name a real day. Never rolls over: 31 February is false. */
export function isCalendarDay(year: number, month: number, day: number): boolean {
  const days = month === 2 && isLeapYear(year) ? 29 : DAYS_IN_MONTH[month - 1]
  return days !== undefined && Number.isInteger(day) && day >= 1 && day <= days
}

/** `YYYY-MM-DD`, or null when there is no such day. */
export function isoDate(year: number, month: number, day: number): IsoDate | null {
  if (!Number.isInteger(year) || year < 1 || year > 9999 || !isCalendarDay(year, month, day)) return null
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

export interface CalendarDay {
  readonly year: number
  readonly month: number
  readonly day: number
}

/** Null unless `text` is exactly `YYYY-MM-DD` and a real day. */
export function parseIsoDate(text: string): CalendarDay | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (match === null) return null
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  return isoDate(year, month, day) === null ? null : { year, month, day }
}

/** Completed years between two real days; negative when `birth` is later. Throws nothing: NaN for a malformed date. */
export function ageYears(birth: IsoDate, today: IsoDate): number {
  const b = parseIsoDate(birth)
  const t = parseIsoDate(today)
  if (b === null || t === null) return Number.NaN
  const hadBirthday = t.month > b.month || (t.month === b.month && t.day >= b.day)
  return t.year - b.year - (hadBirthday ? 0 : 1)
}
