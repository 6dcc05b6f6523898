import { createId, KartuError } from '@kartu/core'
import { appendAudit } from '../audit/append-audit.ts'
import { addDelivery } from '../webhooks/dispatch-events.ts'
import { inTransaction } from './database.ts'
import type { StoreContext } from './store-context.ts'
import type { Db, Tx } from './tables.ts'
import type { WebhookDeliveryRow, WebhookEndpointRow } from './webhook-tables.ts'

/** Contract §10. */
const TEST_EVENT = 'webhook.test'
const SECRET_PREFIX = 'whsec_'
/** Standard Webhooks 1.0 asks for 24–64. */
const SECRET_BYTES = 32
const SECRET_KIND = 'webhook_secret'
const PREVIOUS_KIND = 'webhook_previous_secret'
/** How long both secrets sign after a rotation. */
const ROTATION_MS = 24 * 3_600_000

export interface NewWebhook {
  readonly url: string
  readonly events: readonly string[]
  readonly actor: string
}

/** Adds an endpoint; its secret is shown once and stored sealed. */
export async function createWebhook(
  ctx: StoreContext,
  organisationId: string,
  { url, events, actor }: NewWebhook,
): Promise<{ readonly row: WebhookEndpointRow; readonly secret: string }> {
  const nowMs = ctx.clock.nowMs()
  const id = createId('whe', nowMs, ctx.random)
  const secret = newSecret(ctx)
  const row = await inTransaction(ctx.db, async (tx) => {
    const inserted = await tx
      .insertInto('webhookEndpoints')
      .values({
        id,
        organisationId,
        url,
        events: [...events],
        sealedSecret: await sealSecret(tx, ctx, organisationId, SECRET_KIND, id, secret),
        createdAt: new Date(nowMs),
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    await appendAudit(tx, ctx, organisationId, {
      actor,
      action: 'webhook.created',
      subject: id,
      details: { host: new URL(url).host, events: [...events] },
    })
    return inserted
  })
  return { row, secret }
}

export const listWebhooks = (db: Db, organisationId: string): Promise<WebhookEndpointRow[]> =>
  db
    .selectFrom('webhookEndpoints')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('removedAt', 'is', null)
    .orderBy('id')
    .execute()

/** Throws `not_found`, also for another organisation's. */
async function lockWebhook(tx: Tx, organisationId: string, id: string): Promise<WebhookEndpointRow> {
  const row = await tx
    .selectFrom('webhookEndpoints')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .where('removedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw new KartuError('not_found', 'No such webhook')
  return row
}

export interface WebhookChange {
  readonly url?: string | undefined
  readonly events?: readonly string[] | undefined
  readonly disabled?: boolean | undefined
}

/** Throws `not_found`. */
export async function changeWebhook(
  ctx: StoreContext,
  organisationId: string,
  id: string,
  { url, events, disabled }: WebhookChange,
  actor: string,
): Promise<WebhookEndpointRow> {
  return inTransaction(ctx.db, async (tx) => {
    await lockWebhook(tx, organisationId, id)
    const state =
      disabled === undefined
        ? {}
        : disabled
          ? { disabledAt: new Date(ctx.clock.nowMs()), disabledReason: 'by_user' as const }
          : { disabledAt: null, disabledReason: null }
    const changed = await tx
      .updateTable('webhookEndpoints')
      .set({
        ...state,
        ...(url === undefined ? {} : { url }),
        ...(events === undefined ? {} : { events: [...events] }),
      })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow()
    await appendAudit(tx, ctx, organisationId, {
      actor,
      action: 'webhook.changed',
      subject: id,
      details: {
        ...(url === undefined ? {} : { host: new URL(url).host }),
        ...(events === undefined ? {} : { events: [...events] }),
        ...(disabled === undefined ? {} : { disabled }),
      },
    })
    return changed
  })
}

/** Its deliveries stay in the log. Throws `not_found`. */
export async function removeWebhook(
  ctx: StoreContext,
  organisationId: string,
  id: string,
  actor: string,
): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    await lockWebhook(tx, organisationId, id)
    await tx
      .updateTable('webhookEndpoints')
      .set({ removedAt: new Date(ctx.clock.nowMs()) })
      .where('id', '=', id)
      .execute()
    await appendAudit(tx, ctx, organisationId, { actor, action: 'webhook.removed', subject: id })
  })
}

/** A new secret, shown once; for a day the old one signs beside it, so that receivers can change over. Throws `not_found`. */
export async function rotateWebhookSecret(
  ctx: StoreContext,
  organisationId: string,
  id: string,
  actor: string,
): Promise<string> {
  const secret = newSecret(ctx)
  await inTransaction(ctx.db, async (tx) => {
    const row = await lockWebhook(tx, organisationId, id)
    const before = await openSecret(ctx, row.organisationId, SECRET_KIND, id, row.sealedSecret)
    await tx
      .updateTable('webhookEndpoints')
      .set({
        sealedSecret: await sealSecret(tx, ctx, organisationId, SECRET_KIND, id, secret),
        sealedPreviousSecret: await sealSecret(tx, ctx, organisationId, PREVIOUS_KIND, id, before),
        previousUntil: new Date(ctx.clock.nowMs() + ROTATION_MS),
      })
      .where('id', '=', id)
      .execute()
    await appendAudit(tx, ctx, organisationId, { actor, action: 'webhook.secret_rotated', subject: id })
  })
  return secret
}

/** Sends `webhook.test` to this endpoint alone, whatever it asks for; answers the delivery. Throws `not_found`. */
export async function testWebhook(
  ctx: StoreContext,
  organisationId: string,
  id: string,
  actor: string,
): Promise<string> {
  return inTransaction(ctx.db, async (tx) => {
    const row = await lockWebhook(tx, organisationId, id)
    const now = new Date(ctx.clock.nowMs())
    const event = { id: createId('evt', now.getTime(), ctx.random), type: TEST_EVENT }
    await tx
      .insertInto('events')
      .values({
        ...event,
        organisationId,
        payload: JSON.stringify({ webhookId: id }),
        createdAt: now,
        dispatchedAt: now,
      })
      .execute()
    await appendAudit(tx, ctx, organisationId, { actor, action: 'webhook.tested', subject: id })
    return addDelivery(tx, ctx, row, event)
  })
}

/** Newest first. Throws `not_found`. */
export async function listDeliveries(
  ctx: StoreContext,
  organisationId: string,
  endpointId: string,
  limit: number,
): Promise<WebhookDeliveryRow[]> {
  const { db } = ctx
  const known = await db
    .selectFrom('webhookEndpoints')
    .select('id')
    .where('organisationId', '=', organisationId)
    .where('id', '=', endpointId)
    .executeTakeFirst()
  if (known === undefined) throw new KartuError('not_found', 'No such webhook')
  return db
    .selectFrom('webhookDeliveries')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('endpointId', '=', endpointId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

/** Delivers an event once more, under the id it had; answers the new delivery. Throws `not_found`. */
export async function replayDelivery(
  ctx: StoreContext,
  organisationId: string,
  endpointId: string,
  deliveryId: string,
  actor: string,
): Promise<string> {
  return inTransaction(ctx.db, async (tx) => {
    const endpoint = await lockWebhook(tx, organisationId, endpointId)
    const delivery = await tx
      .selectFrom('webhookDeliveries')
      .selectAll()
      .where('organisationId', '=', organisationId)
      .where('endpointId', '=', endpointId)
      .where('id', '=', deliveryId)
      .executeTakeFirst()
    if (delivery === undefined) throw new KartuError('not_found', 'No such delivery')
    await appendAudit(tx, ctx, organisationId, { actor, action: 'webhook.replayed', subject: deliveryId })
    return addDelivery(
      tx,
      ctx,
      endpoint,
      { id: delivery.eventId, type: delivery.eventType },
      delivery.replays ?? delivery.id,
    )
  })
}

/** The secrets that sign now, newest first. */
export async function revealWebhookSecrets(
  ctx: StoreContext,
  { id, organisationId, sealedSecret, sealedPreviousSecret, previousUntil }: WebhookEndpointRow,
): Promise<string[]> {
  const secrets = [await openSecret(ctx, organisationId, SECRET_KIND, id, sealedSecret)]
  const isRotating = previousUntil !== null && previousUntil.getTime() > ctx.clock.nowMs()
  if (isRotating && sealedPreviousSecret !== null)
    secrets.push(await openSecret(ctx, organisationId, PREVIOUS_KIND, id, sealedPreviousSecret))
  return secrets
}

const newSecret = ({ random }: StoreContext): string =>
  SECRET_PREFIX + Buffer.from(random.bytes(SECRET_BYTES)).toString('base64')

const sealSecret = (
  tx: Tx,
  { keys }: StoreContext,
  organisationId: string,
  kind: string,
  id: string,
  secret: string,
): Promise<Uint8Array> => keys.sealForOrganisation(tx, organisationId, kind, id, Buffer.from(secret, 'utf8'))

const openSecret = async (
  { db, keys }: StoreContext,
  organisationId: string,
  kind: string,
  id: string,
  sealed: Uint8Array,
): Promise<string> =>
  Buffer.from(await keys.openForOrganisation(db, organisationId, kind, id, sealed)).toString('utf8')
