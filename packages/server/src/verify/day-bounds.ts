const DAY_MS = 86_400_000

/** When a calendar day (`YYYY-MM-DD`) begins in Jakarta, UTC+7 without summer time. */
export const startOfDayInJakarta = (day: string): number => Date.parse(`${day}T00:00:00+07:00`)

/** Instants of two days in Jakarta, the second included; undefined where a day is. */
export function dayBounds({
  from,
  to,
}: {
  readonly from?: string | undefined
  readonly to?: string | undefined
}): {
  readonly fromMs: number | undefined
  readonly beforeMs: number | undefined
} {
  return {
    fromMs: from === undefined ? undefined : startOfDayInJakarta(from),
    beforeMs: to === undefined ? undefined : startOfDayInJakarta(to) + DAY_MS,
  }
}
