/** Indonesia's western time, UTC+7 without summer time: the civil registry's own. */
const JAKARTA_OFFSET_MS = 7 * 3_600_000
const DAY_CHARACTERS = 'YYYY-MM-DD'.length

/** The calendar day in Jakarta at an instant, `YYYY-MM-DD`. */
export function calendarDayInJakarta(atMs: number): string {
  return new Date(atMs + JAKARTA_OFFSET_MS).toISOString().slice(0, DAY_CHARACTERS)
}
