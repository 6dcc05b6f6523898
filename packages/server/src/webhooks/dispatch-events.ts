import { createId } from '@kartu/core'
import { sql } from 'kysely'
import { enqueueJob } from '../jobs/job-queue.ts'
import { inTransaction } from '../store/database.ts'
import type { StoreContext } from '../store/store-context.ts'
import type { EventRow, Tx } from '../store/tables.ts'
import type { WebhookEndpointRow } from '../store/webhook-tables.ts'
import { DELIVERY_TRIES_MAX } from './retry-schedule.ts'

export const DELIVER_WEBHOOK = 'deliver_webhook'
/** Events made into deliveries by one transaction. */
const BATCH = 100

/**
 * Makes deliveries of events that wait in the outbox, one for each endpoint that asks for their type, and marks them dispatched in the
 * same transaction: whatever crashes, each event becomes its deliveries once. Events that may still be undone are left waiting.
 * @returns how many events it took
 */
export async function dispatchEvents(ctx: StoreContext): Promise<number> {
  return inTransaction(ctx.db, async (tx) => {
    const now = new Date(ctx.clock.nowMs())
    const events = await tx
      .selectFrom('events')
      .selectAll()
      .where('dispatchedAt', 'is', null)
      .where((or) => or.or([or('notBefore', 'is', null), or('notBefore', '<=', now)]))
      .orderBy('id')
      .limit(BATCH)
      .forUpdate()
      .skipLocked()
      .execute()
    for (const event of events) {
      for (const endpoint of await endpointsFor(tx, event)) await addDelivery(tx, ctx, endpoint, event)
      await tx.updateTable('events').set({ dispatchedAt: now }).where('id', '=', event.id).execute()
    }
    return events.length
  })
}

const endpointsFor = (tx: Tx, event: EventRow): Promise<WebhookEndpointRow[]> =>
  tx
    .selectFrom('webhookEndpoints')
    .selectAll()
    .where('organisationId', '=', event.organisationId)
    .where('removedAt', 'is', null)
    .where('disabledAt', 'is', null)
    .where(sql<boolean>`${event.type} = any(events)`)
    .orderBy('id')
    .execute()

/** Adds a delivery and its job. `replays`: the delivery that somebody repeats by hand. */
export async function addDelivery(
  tx: Tx,
  ctx: StoreContext,
  endpoint: Pick<WebhookEndpointRow, 'id' | 'organisationId'>,
  event: Pick<EventRow, 'id' | 'type'>,
  replays: string | null = null,
): Promise<string> {
  const nowMs = ctx.clock.nowMs()
  const id = createId('whd', nowMs, ctx.random)
  await tx
    .insertInto('webhookDeliveries')
    .values({
      id,
      organisationId: endpoint.organisationId,
      endpointId: endpoint.id,
      eventId: event.id,
      eventType: event.type,
      createdAt: new Date(nowMs),
      nextAttemptAt: new Date(nowMs),
      replays,
    })
    .execute()
  await enqueueJob(tx, endpoint.organisationId, {
    kind: DELIVER_WEBHOOK,
    subjectId: id,
    maxAttempts: DELIVERY_TRIES_MAX,
  })
  return id
}
