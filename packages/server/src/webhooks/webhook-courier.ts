import type { Logger } from 'pino'
import { createJobRunner, type JobRunner } from '../jobs/job-runner.ts'
import type { Database } from '../store/database.ts'
import type { StoreContext } from '../store/store-context.ts'
import { deliverWebhook, failDeadDeliveries } from './deliver-webhook.ts'
import { DELIVER_WEBHOOK, dispatchEvents } from './dispatch-events.ts'

/** A receiver may take 15 s to answer. */
const LEASE_MS = 30_000
const POLL_MS = 1_000
/** Deliveries at once: they wait for others' servers and cost nothing meanwhile. */
const CONCURRENCY = 16

export interface CourierParts {
  readonly ctx: StoreContext
  readonly database: Database
  readonly worker: string
  readonly allowPrivate: boolean
  readonly logger: Logger
}

/** Carries events out of the outbox to the webhooks that ask for them; any number of nodes may. */
export interface WebhookCourier {
  start(): void
  /** Looks into the outbox now. */
  wake(): void
  stop(): Promise<void>
}

/** Builds a courier; nothing is sent before `start`. */
export function createWebhookCourier(parts: CourierParts): WebhookCourier {
  const { ctx, database, worker, allowPrivate, logger } = parts
  const runner: JobRunner = createJobRunner({
    database,
    kind: DELIVER_WEBHOOK,
    worker,
    concurrency: CONCURRENCY,
    leaseMs: LEASE_MS,
    pollMs: POLL_MS,
    run: (job) => deliverWebhook(job, { ctx, allowPrivate }),
    onError: (error, job, next) => {
      logger.error(
        { err: error, deliveryId: job?.subjectId, attempt: job?.attempts, next },
        'delivery failed',
      )
    },
  })
  let poll: NodeJS.Timeout | undefined
  let dispatching: Promise<void> | undefined

  async function dispatchAll(): Promise<void> {
    while ((await dispatchEvents(ctx)) > 0) runner.wake()
    await failDeadDeliveries(ctx)
  }

  function wake(): void {
    dispatching ??= dispatchAll()
      .catch((error: unknown) => logger.error({ err: error }, 'dispatching events failed'))
      .finally(() => {
        dispatching = undefined
      })
  }

  return {
    start() {
      poll = setInterval(wake, POLL_MS)
      runner.start()
      wake()
    },
    wake,
    async stop() {
      clearInterval(poll)
      await dispatching
      await runner.stop()
    },
  }
}
