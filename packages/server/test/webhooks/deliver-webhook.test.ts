import { randomUUID } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeEach, afterEach, describe, expect, test } from 'vitest'
import { createLogger } from '../../src/http/logger.ts'
import { createWebhookCourier, type WebhookCourier } from '../../src/webhooks/webhook-courier.ts'
import { insertEvent } from '../../src/store/events.ts'
import { inTransaction } from '../../src/store/database.ts'
import {
  changeWebhook,
  createWebhook,
  listDeliveries,
  listWebhooks,
  removeWebhook,
  replayDelivery,
  rotateWebhookSecret,
  testWebhook,
} from '../../src/store/webhook-endpoints.ts'
import { openTestStore } from '../harness/test-store.ts'
import { seedOrganisation } from '../harness/seed.ts'
import { openWebhookReceiver, type WebhookReceiver } from '../harness/webhook-receiver.ts'

const store = await openTestStore()
afterAll(() => store.close())

const { ctx } = store
/** The courier is the part of a service that sends: nothing else of one is needed, and it can end as a process does. */
const startCourier = (allowPrivate = true): WebhookCourier => {
  const courier = createWebhookCourier({
    ctx,
    database: store.database,
    worker: `test-${randomUUID()}`,
    allowPrivate,
    logger: createLogger('silent'),
  })
  courier.start()
  return courier
}

let courier: WebhookCourier
let receiver: WebhookReceiver
let organisationId: string
beforeEach(async () => {
  courier = startCourier()
  receiver = await openWebhookReceiver()
  organisationId = (await seedOrganisation(ctx)).id
})
afterEach(async () => {
  await courier.stop()
  await receiver.close()
})

const VERIFICATION = 'verification.created'
let sequence = 0

async function tell(
  type: string,
  payload: Record<string, unknown> = { verificationId: 'ver_1' },
): Promise<string> {
  const id = `evt_${String(++sequence).padStart(26, '0')}`
  await inTransaction(ctx.db, (tx) =>
    insertEvent(tx, organisationId, { id, type, payload, createdAtMs: ctx.clock.nowMs() }),
  )
  return id
}

const create = (events: readonly string[] = [VERIFICATION]) =>
  createWebhook(ctx, organisationId, { url: receiver.url, events, actor: 'operator' })

async function settled(endpointId: string) {
  for (;;) {
    const deliveries = await listDeliveries(ctx, organisationId, endpointId, 50)
    if (deliveries.length > 0 && deliveries.every(({ state }) => state !== 'waiting')) return deliveries
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Brings the try after so many forward, once it is planned: nobody waits five seconds in a test. */
async function hurry(tries: number): Promise<void> {
  for (;;) {
    const { numUpdatedRows } = await ctx.db
      .updateTable('jobs')
      .set({ runAt: new Date(0) })
      .where('state', '=', 'queued')
      .where('attempts', '=', tries)
      .executeTakeFirst()
    if (numUpdatedRows > 0n) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

describe('a webhook', () => {
  test('is delivered signed, with the event’s id, and only of the types asked for', async () => {
    const { row, secret } = await create()
    await tell('customer.kyc_updated')
    const id = await tell(VERIFICATION)
    const [sent] = await receiver.waitFor(1)
    expect(sent!.headers['webhook-id']).toBe(id)
    const headers = sent!.headers as Record<string, string>
    expect(new Webhook(secret).verify(sent!.body, headers)).toEqual({
      type: VERIFICATION,
      timestamp: expect.any(String),
      data: { verificationId: 'ver_1' },
    })
    expect(() => new Webhook(secret).verify(sent!.body.replace('ver_1', 'ver_2'), headers)).toThrow()
    const [delivery] = await settled(row.id)
    expect(delivery).toMatchObject({ state: 'delivered', attempts: 1, lastStatus: 204, eventId: id })
    expect(receiver.received).toHaveLength(1)
  })

  test('is tried again after a failure, under the same id, until it is taken', async () => {
    const { row } = await create()
    receiver.answer(500, 302, 200)
    const id = await tell(VERIFICATION)
    for (const tries of [1, 2]) {
      await receiver.waitFor(tries)
      await hurry(tries)
    }
    await receiver.waitFor(3)
    expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual([id, id, id])
    expect((await settled(row.id))[0]).toMatchObject({ state: 'delivered', attempts: 3, lastStatus: 200 })
  })

  test('survives the end of the process between two tries', async () => {
    const { row } = await create()
    receiver.answer(503, 200)
    await tell(VERIFICATION)
    await receiver.waitFor(1)
    await courier.stop()
    await hurry(1)
    courier = startCourier()
    await receiver.waitFor(2)
    expect((await settled(row.id))[0]).toMatchObject({ state: 'delivered', attempts: 2 })
  })

  test('whose last try dies with its process is failed, and waits no more', async () => {
    const { row } = await create()
    receiver.answer(503, 200)
    await tell(VERIFICATION)
    await receiver.waitFor(1)
    await courier.stop()
    await ctx.db
      .updateTable('jobs')
      .set({ state: 'running', attempts: 99, maxAttempts: 1, leasedBy: 'gone', leaseUntil: new Date(0) })
      .where('state', '=', 'queued')
      .execute()
    courier = startCourier()
    expect((await settled(row.id))[0]).toMatchObject({ state: 'failed', lastErrorCode: 'internal' })
    expect(receiver.received).toHaveLength(1)
  })

  test('is signed by both secrets while one is rotated, and by the new one alone afterwards', async () => {
    const { row, secret } = await create()
    const next = await rotateWebhookSecret(ctx, organisationId, row.id, 'operator')
    await tell(VERIFICATION)
    const [sent] = await receiver.waitFor(1)
    const headers = sent!.headers as Record<string, string>
    for (const known of [secret, next])
      expect(() => new Webhook(known).verify(sent!.body, headers)).not.toThrow()
    await ctx.db
      .updateTable('webhookEndpoints')
      .set({ previousUntil: new Date(0) })
      .where('id', '=', row.id)
      .execute()
    await tell(VERIFICATION)
    const later = (await receiver.waitFor(2))[1]!
    expect(() => new Webhook(next).verify(later.body, later.headers as Record<string, string>)).not.toThrow()
    expect(() => new Webhook(secret).verify(later.body, later.headers as Record<string, string>)).toThrow()
  })

  test('whose receiver is gone is disabled and told nothing more', async () => {
    const { row } = await create()
    receiver.answer(410)
    await tell(VERIFICATION)
    expect((await settled(row.id))[0]).toMatchObject({ state: 'failed', lastErrorCode: 'webhook_gone' })
    const [now] = await listWebhooks(ctx.db, organisationId)
    expect(now).toMatchObject({ disabledReason: 'gone' })
    await tell(VERIFICATION)
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    expect(receiver.received).toHaveLength(1)
    await changeWebhook(ctx, organisationId, row.id, { disabled: false }, 'operator')
    receiver.answer(200)
    await tell(VERIFICATION)
    await receiver.waitFor(2)
  })

  test('can be tested and repeated by hand', async () => {
    const { row } = await create()
    await testWebhook(ctx, organisationId, row.id, 'operator')
    const [tested] = await receiver.waitFor(1)
    expect(JSON.parse(tested!.body)).toMatchObject({ type: 'webhook.test', data: { webhookId: row.id } })
    const [delivery] = await settled(row.id)
    await replayDelivery(ctx, organisationId, row.id, delivery!.id, 'operator')
    const both = await receiver.waitFor(2)
    expect(both[1]!.headers['webhook-id']).toBe(both[0]!.headers['webhook-id'])
  })

  test('of another organisation is not found, and a removed one gets nothing', async () => {
    const { row } = await create()
    const other = organisationId.replace(/.$/, (last) => (last === '0' ? '1' : '0'))
    await expect(testWebhook(ctx, other, row.id, 'operator')).rejects.toMatchObject({ code: 'not_found' })
    await removeWebhook(ctx, organisationId, row.id, 'operator')
    await tell(VERIFICATION)
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    expect(receiver.received).toEqual([])
  })

  test('waits while what it tells of may still be undone', async () => {
    await create()
    const id = `evt_${String(++sequence).padStart(26, '0')}`
    const createdAt = new Date(ctx.clock.nowMs())
    await ctx.db
      .insertInto('events')
      .values({
        id,
        organisationId,
        type: VERIFICATION,
        payload: '{}',
        createdAt,
        notBefore: new Date(createdAt.getTime() + 3_600_000),
      })
      .execute()
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    expect(receiver.received).toEqual([])
    await ctx.db.updateTable('events').set({ notBefore: createdAt }).where('id', '=', id).execute()
    await receiver.waitFor(1)
  })
})

test('goes to no private address unless the operator allows it', async () => {
  await courier.stop()
  courier = startCourier(false)
  const { row } = await create()
  await testWebhook(ctx, organisationId, row.id, 'operator')
  const look = () => listDeliveries(ctx, organisationId, row.id, 1)
  for (let tried = false; !tried; tried = typeof (await look())[0]?.lastErrorCode === 'string')
    await new Promise((resolve) => setTimeout(resolve, 50))
  expect((await look())[0]).toMatchObject({ lastErrorCode: 'webhook_target_refused', state: 'waiting' })
  expect(receiver.received).toEqual([])
})
