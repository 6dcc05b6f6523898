import type { AddressInfo } from 'node:net'
import type { Config } from './config.ts'
import { createLogger } from './http/logger.ts'
import { createService } from './service.ts'
import { loadPolicy } from './load-policy.ts'
import { destroyOldFrames } from './data-rights/destroy-old-frames.ts'
import { openStore } from './store/open-store.ts'
import { ensureSandbox, type SandboxCredentials } from './store/sandbox.ts'
import { sweepExpired } from './store/sweep-expired.ts'
import { sweepOrphanBlobs } from './store/sweep-orphan-blobs.ts'
import { openExaminePool } from './workers/examine-pool.ts'
import { createIntakePool } from './workers/intake-pool.ts'

const SWEEP_INTERVAL_MS = 10 * 60_000
/** Orphans younger than this may belong to a transaction that has not committed yet. */
const ORPHAN_AGE_MS = 24 * 3_600_000
const SIGNALS = ['SIGINT', 'SIGTERM'] as const

export interface RunningService {
  /** Where it listens. */
  readonly url: string
  /** What a first run created, to be shown once; null on later runs. */
  readonly firstRun: SandboxCredentials | null
  /** Resolves when the service can't go on: its embedded database ended without being asked. */
  readonly broken: Promise<never>
  /** Stops gracefully; idempotent. */
  close(): Promise<void>
}

/**
 * Opens the store, loads the models, takes up what a crash left unjudged, and listens. A missing model, a wrong key or a
 * taken port stops the start.
 */
export async function serve(config: Config): Promise<RunningService> {
  const logger = createLogger(config.logLevel)
  const closers: (() => Promise<unknown>)[] = []
  const close = async (): Promise<void> => {
    for (let next = closers.pop(); next !== undefined; next = closers.pop()) await next()
  }
  try {
    const policy = await loadPolicy()
    const store = await openStore(config, { log: (line) => logger.debug({ line }, 'postgres') })
    closers.push(() => store.close())
    const examinePool = await openExaminePool({ workers: config.workers, policy, faceStub: config.faceStub })
    closers.push(() => examinePool.close())
    const intakePool = createIntakePool()
    closers.push(() => intakePool.close())
    const { ctx, database, blobs } = store
    const service = await createService({
      config,
      ctx,
      database,
      blobs,
      policy,
      examinePool,
      intakePool,
      logger,
    })
    closers.push(() => service.drain())
    const sandbox = config.databaseUrl === null ? await ensureSandbox(ctx, config.dataDir) : null
    const sweep = (): void => {
      const nowMs = ctx.clock.nowMs()
      Promise.all([
        sweepExpired(ctx.db, nowMs),
        sweepOrphanBlobs(ctx.db, blobs, { olderThanMs: ORPHAN_AGE_MS, nowMs }),
        destroyOldFrames(ctx, blobs),
      ]).catch((error: unknown) => logger.warn({ err: error }, 'sweeping failed'))
    }
    const sweeper = setInterval(sweep, SWEEP_INTERVAL_MS)
    closers.push(async () => clearInterval(sweeper))
    service.runner.start()
    service.courier.start()
    await service.app.listen({ host: config.host, port: config.port })
    const url = config.publicUrl ?? urlOf(config.host, service.app.server.address() as AddressInfo)
    logger.info({ url, workers: config.workers }, 'listening')
    return {
      url,
      firstRun: sandbox?.created === true ? sandbox : null,
      broken: watchDatabase(store.embedded?.exited),
      close: () => within(config.shutdownGraceMs, close),
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** Waits for SIGINT or SIGTERM, or for the service to break, then stops it; rejects when it broke. */
export async function runUntilSignal(service: RunningService): Promise<void> {
  const signalled = new Promise<void>((resolve) => {
    for (const signal of SIGNALS) process.once(signal, () => resolve())
  })
  try {
    await Promise.race([signalled, service.broken])
  } finally {
    await service.close()
  }
}

function urlOf(host: string, address: AddressInfo): string {
  const name = host.includes(':') ? `[${host}]` : host
  return `http://${name}:${address.port}`
}

async function watchDatabase(exited: Promise<void> | undefined): Promise<never> {
  if (exited === undefined) return new Promise<never>(() => undefined)
  await exited
  throw new Error('The embedded database ended')
}

/** Whatever is not done in time is left to the leases and the sweep: they are made for a kill. */
async function within(graceMs: number, work: () => Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, graceMs)
  })
  await Promise.race([work(), timeout]).finally(() => clearTimeout(timer))
}
