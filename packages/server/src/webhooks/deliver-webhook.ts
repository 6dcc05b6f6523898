import { KartuError } from '@kartu/core'
import { appendAudit } from '../audit/append-audit.ts'
import { failJob, finishJob } from '../jobs/job-queue.ts'
import { inTransaction } from '../store/database.ts'
import type { StoreContext } from '../store/store-context.ts'
import type { EventRow, JobRow } from '../store/tables.ts'
import { revealWebhookSecrets } from '../store/webhook-endpoints.ts'
import type { WebhookDeliveryRow, WebhookEndpointRow } from '../store/webhook-tables.ts'
import { DELIVER_WEBHOOK } from './dispatch-events.ts'
import { retryAfterMs } from './retry-schedule.ts'
import { sendWebhook } from './send-webhook.ts'

const GONE = 410
const BYTE_VALUES = 256

interface Attempt {
  readonly status: number | null
  readonly errorCode: string | null
}

export interface DeliveryParts {
  readonly ctx: StoreContext
  readonly allowPrivate: boolean
}

/**
 * Makes one try to deliver and writes down what came of it. At least once: a crash between the receiver's answer and our commit sends
 * again, under the same `webhook-id`.
 */
export async function deliverWebhook(job: JobRow, parts: DeliveryParts): Promise<void> {
  const { ctx } = parts
  const found = await findDelivery(ctx, job)
  if (found === undefined || found.delivery.state !== 'waiting') {
    await inTransaction(ctx.db, (tx) => finishJob(tx, job))
    return
  }
  const { delivery, endpoint, event } = found
  if (endpoint.removedAt !== null || endpoint.disabledAt !== null)
    return finish(ctx, job, delivery, 'cancelled', { status: null, errorCode: 'webhook_disabled' })
  const attempt = await attemptDelivery(endpoint, event, parts)
  const { status } = attempt
  if (status !== null && status >= 200 && status < 300)
    return finish(ctx, job, delivery, 'delivered', attempt)
  if (status === GONE) return disableGone(ctx, job, delivery, attempt)
  await retryLater(ctx, job, delivery, attempt)
}

/**
 * Fails the deliveries whose last try died, with its process or of a fault of ours: nothing would move them again.
 * @returns how many
 */
export async function failDeadDeliveries({ db, clock }: StoreContext): Promise<number> {
  const buried = await db
    .updateTable('webhookDeliveries')
    .set({
      state: 'failed',
      lastErrorCode: 'internal',
      nextAttemptAt: null,
      finishedAt: new Date(clock.nowMs()),
    })
    .where('state', '=', 'waiting')
    .where((delivery) =>
      delivery.exists(
        delivery
          .selectFrom('jobs')
          .select('jobs.id')
          .whereRef('jobs.subjectId', '=', 'webhookDeliveries.id')
          .where('jobs.kind', '=', DELIVER_WEBHOOK)
          .where('jobs.state', '=', 'dead'),
      ),
    )
    .executeTakeFirst()
  return Number(buried.numUpdatedRows)
}

async function findDelivery(
  { db }: StoreContext,
  job: JobRow,
): Promise<
  | {
      readonly delivery: WebhookDeliveryRow
      readonly endpoint: WebhookEndpointRow
      readonly event: EventRow
    }
  | undefined
> {
  const delivery = await db
    .selectFrom('webhookDeliveries')
    .selectAll()
    .where('organisationId', '=', job.organisationId)
    .where('id', '=', job.subjectId)
    .executeTakeFirst()
  if (delivery === undefined) return undefined
  const endpoint = await db
    .selectFrom('webhookEndpoints')
    .selectAll()
    .where('organisationId', '=', job.organisationId)
    .where('id', '=', delivery.endpointId)
    .executeTakeFirstOrThrow()
  const event = await db
    .selectFrom('events')
    .selectAll()
    .where('organisationId', '=', job.organisationId)
    .where('id', '=', delivery.eventId)
    .executeTakeFirstOrThrow()
  return { delivery, endpoint, event }
}

async function attemptDelivery(
  endpoint: WebhookEndpointRow,
  event: EventRow,
  { ctx, allowPrivate }: DeliveryParts,
): Promise<Attempt> {
  try {
    const status = await sendWebhook(
      {
        url: endpoint.url,
        id: event.id,
        // Thin: ids, levels and verdicts. Whoever wants more asks the API, with a key.
        body: JSON.stringify({
          type: event.type,
          timestamp: event.createdAt.toISOString(),
          data: event.payload,
        }),
        atMs: ctx.clock.nowMs(),
        secrets: await revealWebhookSecrets(ctx, endpoint),
      },
      allowPrivate,
    )
    return { status, errorCode: status >= 200 && status < 300 ? null : 'webhook_refused' }
  } catch (error) {
    if (!(error instanceof KartuError)) throw error
    return { status: null, errorCode: error.code }
  }
}

async function finish(
  ctx: StoreContext,
  job: JobRow,
  delivery: WebhookDeliveryRow,
  state: 'delivered' | 'cancelled',
  attempt: Attempt,
): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    await tx
      .updateTable('webhookDeliveries')
      .set({
        state,
        attempts: job.attempts,
        lastStatus: attempt.status,
        lastErrorCode: attempt.errorCode,
        nextAttemptAt: null,
        finishedAt: new Date(ctx.clock.nowMs()),
      })
      .where('id', '=', delivery.id)
      .execute()
    await finishJob(tx, job)
  })
}

/** 410 says that nobody listens there any more, and never will (Standard Webhooks 1.0). */
async function disableGone(
  ctx: StoreContext,
  job: JobRow,
  delivery: WebhookDeliveryRow,
  attempt: Attempt,
): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const now = new Date(ctx.clock.nowMs())
    await tx
      .updateTable('webhookEndpoints')
      .set({ disabledAt: now, disabledReason: 'gone' })
      .where('organisationId', '=', job.organisationId)
      .where('id', '=', delivery.endpointId)
      .where('disabledAt', 'is', null)
      .execute()
    await appendAudit(tx, ctx, job.organisationId, {
      actor: 'system',
      action: 'webhook.disabled',
      subject: delivery.endpointId,
      details: { reason: 'gone' },
    })
    await tx
      .updateTable('webhookDeliveries')
      .set({
        state: 'failed',
        attempts: job.attempts,
        lastStatus: attempt.status,
        lastErrorCode: 'webhook_gone',
        nextAttemptAt: null,
        finishedAt: now,
      })
      .where('id', '=', delivery.id)
      .execute()
    await finishJob(tx, job)
  })
}

async function retryLater(
  ctx: StoreContext,
  job: JobRow,
  delivery: WebhookDeliveryRow,
  attempt: Attempt,
): Promise<void> {
  const chance = (ctx.random.bytes(1)[0] ?? 0) / (BYTE_VALUES - 1)
  const retryInMs = retryAfterMs(job.attempts, chance)
  const nowMs = ctx.clock.nowMs()
  await inTransaction(ctx.db, async (tx) => {
    await tx
      .updateTable('webhookDeliveries')
      .set({
        attempts: job.attempts,
        lastStatus: attempt.status,
        lastErrorCode: attempt.errorCode,
        ...(retryInMs === null
          ? { state: 'failed' as const, nextAttemptAt: null, finishedAt: new Date(nowMs) }
          : { nextAttemptAt: new Date(nowMs + retryInMs) }),
      })
      .where('id', '=', delivery.id)
      .execute()
    await failJob(tx, job, { errorCode: attempt.errorCode ?? 'internal', retryInMs })
  })
}
