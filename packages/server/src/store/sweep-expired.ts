import type { Db } from './tables.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** How long an Idempotency-Key is remembered. */
const IDEMPOTENCY_KEEP_MS = DAY_MS
/** Longer than any rate window. */
const RATE_KEEP_MS = HOUR_MS
/** Finished jobs are only looked at by requests that still wait for them. */
const JOB_KEEP_MS = 7 * DAY_MS

/** An ended session still answers who sat where when something is asked about yesterday; the audit log knows the rest. */
const SESSION_KEEP_MS = 30 * DAY_MS

/** Deletes rows that mean nothing any more. Call it every few minutes, on any number of nodes. */
export async function sweepExpired(db: Db, nowMs: number): Promise<void> {
  const before = (keepMs: number): Date => new Date(nowMs - keepMs)
  await db.deleteFrom('clientTokens').where('expiresAt', '<', before(DAY_MS)).execute()
  await db.deleteFrom('idempotencyKeys').where('createdAt', '<', before(IDEMPOTENCY_KEEP_MS)).execute()
  await db.deleteFrom('reviewViews').where('expiresAt', '<', before(DAY_MS)).execute()
  await db.deleteFrom('rateLimits').where('windowStart', '<', before(RATE_KEEP_MS)).execute()
  await db.deleteFrom('userSessions').where('expiresAt', '<', before(SESSION_KEEP_MS)).execute()
  await db.deleteFrom('signInDelays').where('failedAt', '<', before(DAY_MS)).execute()
  await db
    .deleteFrom('jobs')
    .where('state', '=', 'done')
    .where('finishedAt', '<', before(JOB_KEEP_MS))
    .execute()
}
