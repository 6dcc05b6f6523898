import { KartuError } from '@kartu/core'
import { sql } from 'kysely'
import type { Db, JobRow, Tx } from '../store/tables.ts'

/** PostgreSQL channel on which finished jobs are announced, as `<kind>:<subject id>`. A hint only: nobody relies on it. */
export const JOBS_CHANNEL = 'kartu_jobs'

export interface NewJob {
  /** What to do, e.g. `judge_capture`. */
  readonly kind: string
  /** The id of what to do it to; one job per kind and subject, ever. */
  readonly subjectId: string
  /** How often it may be started before it is dead (default 3). */
  readonly maxAttempts?: number
}

export interface JobClaim {
  readonly kind: string
  /** Names this process among all. */
  readonly worker: string
  /** For how long the job is ours unless extended; another worker takes it afterwards. */
  readonly leaseMs: number
  /** Only this subject's job. */
  readonly subjectId?: string
}

const DEFAULT_MAX_ATTEMPTS = 3

/** Adds a job, in the transaction that makes it necessary: after the commit it survives any crash. */
export async function enqueueJob(tx: Tx, organisationId: string, job: NewJob): Promise<void> {
  await tx
    .insertInto('jobs')
    .values({
      organisationId,
      kind: job.kind,
      subjectId: job.subjectId,
      maxAttempts: job.maxAttempts ?? DEFAULT_MAX_ATTEMPTS,
    })
    .execute()
}

/**
 * Leases the oldest job that is ready, or whose lease ran out because its worker died; undefined when there is none. Workers
 * never wait for each other (SKIP LOCKED). Leases run on the database's clock, which all nodes share.
 */
export async function claimJob(db: Db, claim: JobClaim): Promise<JobRow | undefined> {
  const now = sql<Date>`now()`
  return db
    .updateTable('jobs')
    .set((set) => ({
      state: 'running',
      attempts: set('attempts', '+', 1),
      leasedBy: claim.worker,
      leaseUntil: inMs(claim.leaseMs),
    }))
    .where('id', '=', (select) => {
      let ready = select
        .selectFrom('jobs')
        .select('id')
        .where('kind', '=', claim.kind)
        .whereRef('attempts', '<', 'maxAttempts')
        .where((or) =>
          or.or([
            or.and([or('state', '=', 'queued'), or('runAt', '<=', now)]),
            or.and([or('state', '=', 'running'), or('leaseUntil', '<', now)]),
          ]),
        )
      if (claim.subjectId !== undefined) ready = ready.where('subjectId', '=', claim.subjectId)
      return ready.orderBy('runAt').orderBy('id').limit(1).forUpdate().skipLocked()
    })
    .returningAll()
    .executeTakeFirst()
}

/** Prolongs a lease; false when it was lost: stop, another worker has the job. */
export async function extendLease(db: Db, job: JobRow, leaseMs: number): Promise<boolean> {
  const result = await db
    .updateTable('jobs')
    .set({ leaseUntil: inMs(leaseMs) })
    .where((where) => where.and(leaseOf(job)))
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/**
 * Completes a job, in the transaction that stores its result, and announces it at the commit. Throws `lease_lost` when the job
 * is no longer ours, so that the result rolls back with it.
 */
export async function finishJob(tx: Tx, job: JobRow): Promise<void> {
  const result = await tx
    .updateTable('jobs')
    .set({ state: 'done', finishedAt: sql<Date>`now()`, leasedBy: null, leaseUntil: null })
    .where((where) => where.and(leaseOf(job)))
    .executeTakeFirst()
  if (result.numUpdatedRows === 0n) throw new KartuError('lease_lost', 'Another worker has the job')
  await announce(tx, job)
}

/**
 * Gives a job back after a failure: to run again in `retryInMs`, or, when that is null or its attempts are spent, to lie in
 * state `dead` for an operator. Answers the state; undefined when the lease was lost.
 */
export async function failJob(
  db: Db,
  job: JobRow,
  { errorCode, retryInMs }: { readonly errorCode: string; readonly retryInMs: number | null },
): Promise<'queued' | 'dead' | undefined> {
  const isDead = retryInMs === null || job.attempts >= job.maxAttempts
  const state = isDead ? 'dead' : 'queued'
  const result = await db
    .updateTable('jobs')
    .set({
      state,
      leasedBy: null,
      leaseUntil: null,
      lastErrorCode: errorCode,
      ...(isDead ? { finishedAt: sql<Date>`now()` } : { runAt: inMs(retryInMs) }),
    })
    .where((where) => where.and(leaseOf(job)))
    .executeTakeFirst()
  if (result.numUpdatedRows === 0n) return undefined
  if (isDead) await announce(db, job)
  return state
}

/** Buries jobs whose last permitted attempt died with its worker; answers them. */
export async function buryLostJobs(db: Db, kind: string): Promise<JobRow[]> {
  const buried = await db
    .updateTable('jobs')
    .set({
      state: 'dead',
      leasedBy: null,
      leaseUntil: null,
      lastErrorCode: 'lease_expired',
      finishedAt: sql<Date>`now()`,
    })
    .where('kind', '=', kind)
    .where('state', '=', 'running')
    .where('leaseUntil', '<', sql<Date>`now()`)
    .whereRef('attempts', '>=', 'maxAttempts')
    .returningAll()
    .execute()
  for (const job of buried) await announce(db, job)
  return buried
}

/**
 * Ends all leases at once. Only for a service that has the database to itself and has just started: whoever held them is gone.
 */
export async function releaseAllLeases(db: Db): Promise<void> {
  await db
    .updateTable('jobs')
    .set({ leaseUntil: sql<Date>`now() - interval '1 second'` })
    .where('state', '=', 'running')
    .execute()
}

/** Puts a dead job back at the front with fresh attempts; false when there is none. */
export async function reviveJob(
  db: Db,
  organisationId: string,
  kind: string,
  subjectId: string,
): Promise<boolean> {
  const result = await db
    .updateTable('jobs')
    .set({ state: 'queued', attempts: 0, runAt: sql<Date>`now()`, finishedAt: null })
    .where('organisationId', '=', organisationId)
    .where('kind', '=', kind)
    .where('subjectId', '=', subjectId)
    .where('state', '=', 'dead')
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** How many jobs of a kind wait, run and are dead. */
export async function countJobs(
  db: Db,
  kind: string,
): Promise<{ queued: number; running: number; dead: number }> {
  const rows = await db
    .selectFrom('jobs')
    .select((select) => ['state', select.fn.countAll<number>().as('count')])
    .where('kind', '=', kind)
    .where('state', '<>', 'done')
    .groupBy('state')
    .execute()
  const counts = new Map(rows.map((row) => [row.state, row.count]))
  return {
    queued: counts.get('queued') ?? 0,
    running: counts.get('running') ?? 0,
    dead: counts.get('dead') ?? 0,
  }
}

const inMs = (ms: number) => sql<Date>`now() + ${ms} * interval '1 millisecond'`

const announce = (db: Db, job: JobRow): Promise<unknown> =>
  sql`select pg_notify(${JOBS_CHANNEL}, ${`${job.kind}:${job.subjectId}`})`.execute(db)

/** The very lease that `job` describes: worker and attempt. */
const leaseOf = (job: JobRow) =>
  ({ id: job.id, state: 'running', leasedBy: job.leasedBy, attempts: job.attempts }) as const
