import { sql } from 'kysely'
import type { Db, EventRow, Tx } from './tables.ts'

export interface NewEvent {
  /** `evt_…`. */
  readonly id: string
  /** Contract §10, e.g. `verification.created`. */
  readonly type: string
  /** Ids, levels and verdicts; nothing personal. */
  readonly payload: Readonly<Record<string, unknown>>
  readonly createdAtMs: number
  /** It must not leave before, because it may still be withdrawn; absent: at once. */
  readonly notBeforeMs?: number
}

/** Puts an event into the outbox, in the transaction of what it tells: delivered if and only if that happened. */
export async function insertEvent(tx: Tx, organisationId: string, event: NewEvent): Promise<void> {
  await tx
    .insertInto('events')
    .values({
      id: event.id,
      organisationId,
      type: event.type,
      payload: JSON.stringify(event.payload),
      createdAt: new Date(event.createdAtMs),
      notBefore: event.notBeforeMs === undefined ? null : new Date(event.notBeforeMs),
    })
    .execute()
}

/**
 * Takes back what was to be told about a verification. False, and nothing is taken back, when any of it has left already.
 * The rows are locked first: a dispatcher that is at one of them goes before or finds it gone.
 */
export async function withdrawEvents(
  tx: Tx,
  organisationId: string,
  verificationId: string,
): Promise<boolean> {
  const rows = await tx
    .selectFrom('events')
    .select(['id', 'dispatchedAt'])
    .where('organisationId', '=', organisationId)
    .where('notBefore', 'is not', null)
    .where(sql<string>`payload ->> 'verificationId'`, '=', verificationId)
    .orderBy('id')
    .forUpdate()
    .execute()
  if (rows.some(({ dispatchedAt }) => dispatchedAt !== null)) return false
  const ids = rows.map(({ id }) => id)
  if (ids.length > 0) {
    await tx
      .deleteFrom('events')
      .where('organisationId', '=', organisationId)
      .where('id', 'in', ids)
      .execute()
  }
  return true
}

/** An organisation's events, oldest first. */
export const listEvents = (db: Db, organisationId: string): Promise<EventRow[]> =>
  db.selectFrom('events').selectAll().where('organisationId', '=', organisationId).orderBy('id').execute()
