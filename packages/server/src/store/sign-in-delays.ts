import { sql } from 'kysely'
import { sha256OfText } from './secret-text.ts'
import type { Db } from './tables.ts'

/** Everybody mistypes a few times. */
const FREE_FAILURES = 3
const LONGEST_DELAY_MS = 5 * 60_000
const SECOND_MS = 1000
/** Failures this old have nothing to do with each other. */
const FORGOTTEN_AFTER_MS = 3_600_000

/** An address as the table knows it: what people type into the field may be anything, a password too. */
export const accountOf = (email: string): Buffer => sha256OfText(`sign-in ${email}`)

/**
 * Counts an attempt as a failure before it is made, in one statement: a hundred guesses at once from a hundred addresses
 * count as a hundred. After three, each makes the account wait twice as long, at most five minutes, known or not. Answers
 * how long to wait; 0 lets the attempt through.
 */
export async function beginAttempt(db: Db, account: Uint8Array, nowMs: number): Promise<number> {
  const now = new Date(nowMs)
  const forgottenBefore = new Date(nowMs - FORGOTTEN_AFTER_MS)
  const { rows } = await sql<{ counted: boolean; blockedUntil: Date }>`
    with counted as (
      insert into sign_in_delays as delay (account_sha256, failures, failed_at, blocked_until)
      values (${account}, 1, ${now}, ${now})
      on conflict (account_sha256) do update set
        failures = case when delay.failed_at < ${forgottenBefore} then 1 else delay.failures + 1 end,
        failed_at = ${now},
        blocked_until = case
          when delay.failed_at < ${forgottenBefore} or delay.failures < ${FREE_FAILURES}::int then ${now}
          else ${now}::timestamptz + interval '1 millisecond' * least(
            ${LONGEST_DELAY_MS}::float8,
            ${SECOND_MS}::float8 * 2 ^ least(delay.failures - ${FREE_FAILURES}::int + 1, 20)
          )
        end
      where delay.blocked_until <= ${now}
      returning blocked_until
    )
    select true as counted, blocked_until as "blockedUntil" from counted
    union all
    select false, blocked_until from sign_in_delays
    where account_sha256 = ${account} and not exists (select from counted)`.execute(db)
  const row = rows[0]
  // A row that another attempt is only just making can't be seen yet: that one goes first.
  if (row === undefined) return SECOND_MS
  return row.counted ? 0 : Math.max(1, row.blockedUntil.getTime() - nowMs)
}

/** The attempt was no failure, and no success either: the code is still to come. */
export async function withdrawAttempt(db: Db, account: Uint8Array): Promise<void> {
  await db
    .updateTable('signInDelays')
    .set({ failures: sql<number>`greatest(failures - 1, 0)`, blockedUntil: sql<Date>`failed_at` })
    .where('accountSha256', '=', Buffer.from(account))
    .execute()
}

/** The attempt succeeded. */
export async function forgiveAttempts(db: Db, account: Uint8Array): Promise<void> {
  await db.deleteFrom('signInDelays').where('accountSha256', '=', Buffer.from(account)).execute()
}
