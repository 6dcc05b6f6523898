import type { IsoDate } from '../time/calendar-date.ts'

/** A KTP is issued from 17 years, or earlier to a married holder (UU 24/2013 art. 63). */
export const KTP_AGE_YEARS = 17

/**
 * The four-digit year behind a NIK's two digits. The printed birth year decides when it ends in the same digits. Alone,
 * the holder of a card is taken to be at least 17, so 10 in 2026 means 1910 for nobody living and 2010 only for a
 * married minor: the pivot `(currentYear - 17) % 100` reads it as 1910, and the printed date corrects it.
 */
export function resolveBirthYear(twoDigits: number, today: IsoDate, printed: IsoDate | null): number {
  const printedYear = printed === null ? Number.NaN : Number(printed.slice(0, 4))
  if (printedYear % 100 === twoDigits) return printedYear
  const currentYear = Number(today.slice(0, 4))
  const youngestYear = currentYear - KTP_AGE_YEARS
  const century = youngestYear - (youngestYear % 100)
  return twoDigits <= youngestYear % 100 ? century + twoDigits : century - 100 + twoDigits
}
