import { randomUUID } from 'node:crypto'
import { parseFusionPolicy } from '@kartu/core'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { buildApp } from './app.ts'
import type { Config } from './config.ts'
import { createAuthenticator } from './http/authenticator.ts'
import { createMetrics, type Metrics } from './http/metrics.ts'
import { createJobRunner, type JobRunner } from './jobs/job-runner.ts'
import { createJobWaiter } from './jobs/job-waiter.ts'
import { createPictureDesk } from './review/picture-desk.ts'
import { createQueueWatch } from './review/queue-watch.ts'
import { isReady, type Database } from './store/database.ts'
import { takeRateToken } from './store/rate-limits.ts'
import type { StoreContext } from './store/store-context.ts'
import { createCaptureIntake } from './verify/capture-intake.ts'
import type { JudgeParts } from './verify/judge-parts.ts'
import { runJudgeJob } from './verify/judge-job.ts'
import { JUDGE_CAPTURE } from './verify/store-capture.ts'
import type { ExaminePool } from './workers/examine-pool.ts'
import type { IntakePool } from './workers/intake-pool.ts'
import { createWebhookCourier, type WebhookCourier } from './webhooks/webhook-courier.ts'

/** Another node takes a job over when its own has been silent for this long. */
const LEASE_MS = 30_000
/** How often to look for other nodes' jobs; this node's own wake it at once. */
const POLL_MS = 2_000
const READY_TIMEOUT_MS = 1_000

export interface ServiceParts {
  readonly config: Config
  readonly ctx: StoreContext
  readonly database: Database
  readonly blobs: JudgeParts['blobs']
  readonly policy: unknown
  readonly examinePool: Pick<ExaminePool, 'examine' | 'draw' | 'isWarm' | 'running'>
  readonly intakePool: IntakePool
  readonly logger: Logger
}

/** One node: the app that takes captures in, the runner that judges them and the courier that tells others. */
export interface Service {
  readonly app: FastifyInstance
  readonly runner: JobRunner
  readonly courier: WebhookCourier
  readonly metrics: Metrics
  /** Not ready any more, then no new requests, then no new jobs; resolves when what was under way is done. */
  drain(): Promise<void>
}

/** Puts the parts together; nothing listens, is judged or sent before `app.listen`, `runner.start` and `courier.start`. */
export async function createService(parts: ServiceParts): Promise<Service> {
  const { config, ctx, database, blobs, logger, examinePool } = parts
  const metrics = createMetrics()
  const worker = `node-${randomUUID()}`
  const policy = parseFusionPolicy(parts.policy)
  const judgeParts: JudgeParts = {
    ctx,
    blobs,
    policy,
    examine: async (exhibit) => {
      const findings = await examinePool.examine(exhibit)
      observeFindings(metrics, findings)
      return findings
    },
    onVerdict: (verdict, tier) => metrics.countVerdict(verdict, tier),
  }
  const runner = createJobRunner({
    database,
    kind: JUDGE_CAPTURE,
    worker,
    concurrency: config.workers,
    leaseMs: LEASE_MS,
    pollMs: POLL_MS,
    run: (job) => runJudgeJob(job, judgeParts),
    onError: (error, job, next) => {
      metrics.countFault('judge_capture')
      logger.error({ err: error, bundleId: job?.subjectId, attempt: job?.attempts, next }, 'judging failed')
    },
  })
  const courier = createWebhookCourier({
    ctx,
    database,
    worker,
    allowPrivate: config.webhookAllowPrivate,
    logger,
  })
  const waiter = await createJobWaiter(database)
  const queueWatch = await createQueueWatch(database)
  const intake = createCaptureIntake({
    ctx,
    blobs,
    intake: parts.intakePool,
    queueLimit: config.queueLimit,
    runner,
    waiter,
  })
  metrics.watchQueue(() => ({ waiting: intake.waiting, running: examinePool.running }))
  let isDraining = false
  const site = { publicUrl: config.publicUrl ?? ownUrl(config) }
  const app = await buildApp({
    config: { ...config, ...site },
    ctx,
    logger,
    metrics,
    policyVersion: policy.version,
    authenticator: createAuthenticator(ctx, site),
    rateLimit: {
      limits: config.rateLimits,
      clock: ctx.clock,
      take: (bucket, limit, windowMs) =>
        takeRateToken(ctx.db, { bucket, limit, windowMs, nowMs: ctx.clock.nowMs() }),
    },
    intake,
    pictures: createPictureDesk({ ctx, blobs, examinePool, intakePool: parts.intakePool }),
    queueWatch,
    readiness: [
      { name: 'accepting', isReady: async () => !isDraining },
      { name: 'database', isReady: () => isReady(ctx.db, READY_TIMEOUT_MS) },
      { name: 'models', isReady: async () => examinePool.isWarm() },
    ],
  })
  return {
    app,
    runner,
    courier,
    metrics,
    async drain() {
      isDraining = true
      // Its streams never end by themselves, and closing waits for every answer.
      await queueWatch.close()
      await app.close()
      await runner.stop()
      await courier.stop()
      await waiter.close()
    },
  }
}

function observeFindings(metrics: Metrics, findings: Awaited<ReturnType<JudgeParts['examine']>>): void {
  for (const [stage, durationMs] of Object.entries(findings.stageMs))
    metrics.observeStage(stage, durationMs / 1000)
  for (const vote of findings.votes) {
    metrics.countVote(vote.voter, vote.outcome)
    if (vote.faulted) metrics.countFault(`voter_${vote.voter}`)
  }
}

/** Where the service is reached when nobody said: known before it listens unless the system picks the port. */
function ownUrl(config: Config): string | null {
  return config.port === 0 ? null : `http://${config.host}:${config.port}`
}
