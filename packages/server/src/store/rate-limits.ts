import { sql } from 'kysely'
import type { Db } from './tables.ts'

export interface RateRequest {
  /** Whose allowance: `<key id>:<class>`, or an address's hash. */
  readonly bucket: string
  /** Requests per window. */
  readonly limit: number
  readonly windowMs: number
  readonly nowMs: number
}

export interface RateAnswer {
  readonly allowed: boolean
  readonly limit: number
  readonly remaining: number
  /** When the current window ends. */
  readonly resetAtMs: number
}

/**
 * Counts a request against an allowance that all nodes share, in one statement. The rate is that of a sliding window,
 * estimated from this window's count and the previous one's share that still overlaps: no burst of 2 × limit at a
 * window's edge. A refused request counts too, so hammering doesn't pay.
 */
export async function takeRateToken(db: Db, request: RateRequest): Promise<RateAnswer> {
  const { bucket, limit, windowMs, nowMs } = request
  const startMs = Math.floor(nowMs / windowMs) * windowMs
  const { rows } = await sql<{ used: number; before: number | null }>`
    with counted as (
      insert into rate_limits (bucket, window_start, used) values (${bucket}, ${new Date(startMs)}, 1)
      on conflict (bucket, window_start) do update set used = least(rate_limits.used + 1, 1000000)
      returning used
    )
    select counted.used, (
      select used from rate_limits where bucket = ${bucket} and window_start = ${new Date(startMs - windowMs)}
    ) as before
    from counted`.execute(db)
  const { used, before } = rows[0] ?? { used: 1, before: null }
  const overlap = 1 - (nowMs - startMs) / windowMs
  const estimate = used + Math.min(before ?? 0, limit) * overlap
  return {
    allowed: estimate <= limit,
    limit,
    remaining: Math.max(0, Math.floor(limit - estimate)),
    resetAtMs: startMs + windowMs,
  }
}
