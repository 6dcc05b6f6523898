import { KartuError } from '@kartu/core'
import type { Database } from '../store/database.ts'
import type { JobRow } from '../store/tables.ts'
import { buryLostJobs, claimJob, extendLease, failJob } from './job-queue.ts'

export interface JobRunnerOptions {
  readonly database: Database
  readonly kind: string
  /** Names this process among all that share the database. */
  readonly worker: string
  /** Jobs at once. */
  readonly concurrency: number
  readonly leaseMs: number
  /** How often to look for jobs of other nodes, retries and expired leases. */
  readonly pollMs: number
  /** Does the job and calls `finishJob` in the transaction of its result. The signal fires when the lease was lost. */
  readonly run: (job: JobRow, signal: AbortSignal) => Promise<void>
  /** Told of each failed attempt, and with `job` undefined of a failure to reach the queue. */
  readonly onError: (error: unknown, job: JobRow | undefined, next: 'retry' | 'dead' | 'lost') => void
}

/** Runs one kind of job in this process. */
export interface JobRunner {
  readonly inFlight: number
  start(): void
  /** Looks for work now: call it after a commit that enqueued some. */
  wake(): void
  /** Takes no more and waits for those running. */
  stop(): Promise<void>
}

const LEASE_EXTENSIONS = 3
const FIRST_RETRY_MS = 1_000
const MAX_RETRY_MS = 60_000

/** Builds a runner; nothing happens before `start`. */
export function createJobRunner(options: JobRunnerOptions): JobRunner {
  const { database, kind, worker, leaseMs } = options
  const running = new Set<Promise<void>>()
  let poll: NodeJS.Timeout | undefined
  let looking: Promise<void> | undefined
  let isLookAgain = false
  let isStopped = false

  async function fillSlots(): Promise<void> {
    do {
      isLookAgain = false
      while (!isStopped && running.size < options.concurrency) {
        const job = await claimJob(database.db, { kind, worker, leaseMs })
        if (job === undefined) break
        const task: Promise<void> = runOne(job).finally(() => {
          running.delete(task)
          wake()
        })
        running.add(task)
      }
    } while (isLookAgain && !isStopped)
  }

  /** Starts looking, unless that is under way: then it looks once more when done, so that no wake-up is lost. */
  function wake(): void {
    isLookAgain = true
    if (looking !== undefined || isStopped) return
    looking = fillSlots()
      .catch((error: unknown) => options.onError(error, undefined, 'retry'))
      .finally(() => {
        looking = undefined
      })
  }

  async function runOne(job: JobRow): Promise<void> {
    const lost = new AbortController()
    const heartbeat = setInterval(() => {
      extendLease(database.db, job, leaseMs).then(
        (isOurs) => (isOurs ? undefined : lost.abort()),
        () => undefined,
      )
    }, leaseMs / LEASE_EXTENSIONS)
    try {
      await options.run(job, lost.signal)
    } catch (error) {
      await giveBack(job, error)
    } finally {
      clearInterval(heartbeat)
    }
  }

  async function giveBack(job: JobRow, error: unknown): Promise<void> {
    const errorCode = error instanceof KartuError ? error.code : 'internal'
    if (errorCode === 'lease_lost') return options.onError(error, job, 'lost')
    const retryInMs = Math.min(FIRST_RETRY_MS * 2 ** (job.attempts - 1), MAX_RETRY_MS)
    // When even this fails, the lease runs out and the job is taken up again.
    const state = await failJob(database.db, job, { errorCode, retryInMs }).catch(() => undefined)
    options.onError(error, job, state === 'queued' ? 'retry' : (state ?? 'lost'))
  }

  return {
    get inFlight() {
      return running.size
    },
    start() {
      const look = (): void => {
        buryLostJobs(database.db, kind).then(
          (jobs) => {
            for (const job of jobs)
              options.onError(new KartuError('lease_expired', 'The worker died'), job, 'dead')
          },
          (error: unknown) => options.onError(error, undefined, 'retry'),
        )
        wake()
      }
      poll = setInterval(look, options.pollMs)
      look()
    },
    wake,
    async stop() {
      isStopped = true
      clearInterval(poll)
      await looking
      await Promise.all(running)
    },
  }
}
