import { setTimeout as sleep } from 'node:timers/promises'
import { KartuError } from '@kartu/core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  buryLostJobs,
  claimJob,
  countJobs,
  enqueueJob,
  extendLease,
  failJob,
  finishJob,
  releaseAllLeases,
  reviveJob,
} from '../../src/jobs/job-queue.ts'
import { createJobRunner } from '../../src/jobs/job-runner.ts'
import { createJobWaiter } from '../../src/jobs/job-waiter.ts'
import { inTransaction } from '../../src/store/database.ts'
import type { JobRow } from '../../src/store/tables.ts'
import { seedOrganisation, type SeededOrganisation } from '../harness/seed.ts'
import { openTestStore, type TestStore } from '../harness/test-store.ts'

let store: TestStore
let seeded: SeededOrganisation
let kind: string
let kinds = 0
beforeAll(async () => {
  store = await openTestStore()
  seeded = await seedOrganisation(store.ctx)
})
afterAll(() => store.close())
beforeEach(() => {
  kind = `kind_${(kinds += 1)}`
})

const enqueue = (subjectId: string, maxAttempts = 3) =>
  inTransaction(store.ctx.db, (tx) => enqueueJob(tx, seeded.id, { kind, subjectId, maxAttempts }))
const claim = (worker = 'w', leaseMs = 60_000) => claimJob(store.ctx.db, { kind, worker, leaseMs })
const finish = (job: JobRow) => inTransaction(store.ctx.db, (tx) => finishJob(tx, job))
const mustClaim = async (worker?: string, leaseMs?: number): Promise<JobRow> => {
  const job = await claim(worker, leaseMs)
  if (job === undefined) throw new Error('nothing to claim')
  return job
}

test('60 simultaneous claims on two nodes hand out 20 jobs once each', async () => {
  for (let subject = 0; subject < 20; subject += 1) await enqueue(`s${subject}`)
  const other = store.openNode().ctx
  const claimed = await Promise.all(
    Array.from({ length: 60 }, (_, turn) =>
      claimJob((turn % 2 === 0 ? store.ctx : other).db, { kind, worker: `w${turn}`, leaseMs: 60_000 }),
    ),
  )
  const subjects = claimed.flatMap((job) => (job === undefined ? [] : [job.subjectId]))
  expect(subjects).toHaveLength(20)
  expect(new Set(subjects).size).toBe(20)
})

test('a job enqueued in a transaction that rolls back does not exist', async () => {
  await expect(
    inTransaction(store.ctx.db, async (tx) => {
      await enqueueJob(tx, seeded.id, { kind, subjectId: 's' })
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  expect(await claim()).toBeUndefined()
})

test('an expired lease lets another worker in, and the first can no longer finish', async () => {
  await enqueue('s')
  const slow = await mustClaim('slow', 1)
  await sleep(20)
  const quick = await mustClaim('quick')
  expect(quick).toMatchObject({ id: slow.id, attempts: 2, leasedBy: 'quick' })
  await expect(finish(slow)).rejects.toMatchObject({ code: 'lease_lost' })
  expect(await extendLease(store.ctx.db, slow, 1000)).toBe(false)
  expect(await failJob(store.ctx.db, slow, { errorCode: 'x', retryInMs: 0 })).toBeUndefined()
  await finish(quick)
  expect(await claim()).toBeUndefined()
})

test('an extended lease keeps others out', async () => {
  await enqueue('s')
  const job = await mustClaim('w', 30)
  expect(await extendLease(store.ctx.db, job, 60_000)).toBe(true)
  await sleep(50)
  expect(await claim('other')).toBeUndefined()
})

test('a failing job is retried, then dead, then revived by an operator', async () => {
  await enqueue('s', 2)
  expect(await failJob(store.ctx.db, await mustClaim(), { errorCode: 'x', retryInMs: 0 })).toBe('queued')
  expect(await failJob(store.ctx.db, await mustClaim(), { errorCode: 'x', retryInMs: 0 })).toBe('dead')
  expect(await claim()).toBeUndefined()
  expect(await countJobs(store.ctx.db, kind)).toEqual({ queued: 0, running: 0, dead: 1 })
  expect(await reviveJob(store.ctx.db, seeded.id, kind, 's')).toBe(true)
  await finish(await mustClaim())
})

test('a job whose worker dies on every attempt is buried, not run for ever', async () => {
  await enqueue('s', 1)
  await mustClaim('w', 1)
  await sleep(20)
  expect(await claim()).toBeUndefined()
  expect(await buryLostJobs(store.ctx.db, kind)).toMatchObject([
    { state: 'dead', lastErrorCode: 'lease_expired' },
  ])
})

test('a service that starts alone takes up what its predecessor had leased, at once', async () => {
  await enqueue('s')
  await mustClaim('killed', 600_000)
  expect(await claim('successor')).toBeUndefined()
  await releaseAllLeases(store.ctx.db)
  expect(await claim('successor')).toMatchObject({ subjectId: 's', attempts: 2 })
})

test('a waiter hears of a job that another node finished, well before its next poll', async () => {
  await enqueue('s')
  const waiter = await createJobWaiter(store.database)
  const other = store.openNode().ctx
  const outcome = waiter.wait(kind, 's', { timeoutMs: 10_000 })
  await sleep(100)
  const started = performance.now()
  const job = await mustClaim()
  await inTransaction(other.db, (tx) => finishJob(tx, job))
  expect(await outcome).toBe('done')
  expect(performance.now() - started).toBeLessThan(900)
  expect(await waiter.wait(kind, 's', { timeoutMs: 1000 })).toBe('done')
  await waiter.close()
})

test('a waiter gives up in time, and when its request goes away', async () => {
  await enqueue('s')
  const waiter = await createJobWaiter(store.database)
  expect(await waiter.wait(kind, 's', { timeoutMs: 50 })).toBe('timeout')
  const gone = new AbortController()
  const outcome = waiter.wait(kind, 's', { timeoutMs: 10_000, signal: gone.signal })
  gone.abort(new Error('gone'))
  await expect(outcome).rejects.toThrow('gone')
  await waiter.close()
})

test('a waiter survives the loss of its connection', async () => {
  await enqueue('s')
  const waiter = await createJobWaiter(store.database)
  const outcome = waiter.wait(kind, 's', { timeoutMs: 20_000 })
  await store
    .openNode()
    .database.pool.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'listen%'",
    )
  await finish(await mustClaim())
  expect(await outcome).toBe('done')
  // Whatever the new connection's state is, closing leaves none behind.
  await waiter.close()
  expect(store.database.pool.totalCount).toBe(store.database.pool.idleCount)
})

test('a runner does each job once, never more at a time than allowed, and retries what failed', async () => {
  const done: string[] = []
  let now = 0
  let most = 0
  let failures = 0
  const runner = createJobRunner({
    database: store.database,
    kind,
    worker: 'w',
    concurrency: 3,
    leaseMs: 5_000,
    pollMs: 50,
    async run(job) {
      now += 1
      most = Math.max(most, now)
      try {
        await sleep(5)
        if (job.subjectId === 's1' && job.attempts === 1) throw new KartuError('flaky', 'first attempt')
        await finish(job)
        done.push(job.subjectId)
      } finally {
        now -= 1
      }
    },
    onError: () => {
      failures += 1
    },
  })
  for (let subject = 0; subject < 12; subject += 1) await enqueue(`s${subject}`)
  runner.start()
  await expect.poll(() => done.length, { timeout: 10_000 }).toBe(12)
  await runner.stop()
  expect(new Set(done).size).toBe(12)
  expect(most).toBe(3)
  expect(failures).toBe(1)
})

test('stopping a runner waits for the job in its hands', async () => {
  let isDone = false
  const runner = createJobRunner({
    database: store.database,
    kind,
    worker: 'w',
    concurrency: 1,
    leaseMs: 5_000,
    pollMs: 1_000,
    async run(job) {
      await sleep(150)
      await finish(job)
      isDone = true
    },
    onError: () => undefined,
  })
  await enqueue('s')
  runner.start()
  await expect.poll(() => runner.inFlight).toBe(1)
  await runner.stop()
  expect(isDone).toBe(true)
})
