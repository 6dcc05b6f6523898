const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS

/** Waits after each failed try, as Standard Webhooks 1.0 advises: ten tries over 75 hours and 35 minutes. */
const RETRY_AFTER_MS = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
] as const
/** Spread, so that a receiver that comes back is not met by everything at once. */
const JITTER = 0.1

export const DELIVERY_TRIES_MAX = RETRY_AFTER_MS.length + 1

/**
 * How long to wait after that failed try (1 for the first), null after the last.
 * @param chance 0–1, decides the jitter
 */
export function retryAfterMs(tries: number, chance: number): number | null {
  const waitMs = RETRY_AFTER_MS[tries - 1]
  return waitMs === undefined ? null : Math.round(waitMs * (1 + JITTER * (2 * chance - 1)))
}
