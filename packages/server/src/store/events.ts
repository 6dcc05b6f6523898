import type { Db, EventRow, Tx } from './tables.ts'

export interface NewEvent {
  /** `evt_…`. */
  readonly id: string
  /** Contract §10, e.g. `verification.created`. */
  readonly type: string
  /** Ids, levels and verdicts; nothing personal. */
  readonly payload: Readonly<Record<string, unknown>>
  readonly createdAtMs: number
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
    })
    .execute()
}

/** An organisation's events, oldest first. */
export const listEvents = (db: Db, organisationId: string): Promise<EventRow[]> =>
  db.selectFrom('events').selectAll().where('organisationId', '=', organisationId).orderBy('id').execute()
