import { sql } from 'kysely'
import type { AssuranceTier, Db } from './tables.ts'

export interface DayRow {
  readonly day: string
  readonly passed: number
  readonly requiresReview: number
  readonly failed: number
  readonly p50Ms: number | null
  readonly p95Ms: number | null
}

export interface VoterRow {
  readonly name: string
  readonly passed: number
  readonly failed: number
  readonly abstained: number
}

/** Share of captures whose verdict took no longer. */
const P50 = 0.5
const P95 = 0.95

const spentMs = sql`extract(epoch from bundle.judged_at - bundle.received_at) * 1000`
const judgedSince = (organisationId: string, sinceMs: number) => sql`
  from reviews review
  join ktp_bundles bundle on bundle.organisation_id = review.organisation_id and bundle.id = review.bundle_id
  where review.organisation_id = ${organisationId} and review.received_at >= ${new Date(sinceMs)}`

/** Verdicts and how long they took, by the day in Jakarta; days without a capture are absent. */
export async function countByDay(db: Db, organisationId: string, sinceMs: number): Promise<DayRow[]> {
  const { rows } = await sql<DayRow>`
    select to_char(review.received_at at time zone 'UTC' + interval '7 hours', 'YYYY-MM-DD') as day,
      count(*) filter (where review.verdict = 'passed') as passed,
      count(*) filter (where review.verdict = 'requires_review') as requires_review,
      count(*) filter (where review.verdict = 'failed') as failed,
      percentile_cont(${P50}) within group (order by ${spentMs}) as "p50Ms",
      percentile_cont(${P95}) within group (order by ${spentMs}) as "p95Ms"
    ${judgedSince(organisationId, sinceMs)}
    group by 1 order by 1`.execute(db)
  return rows
}

/** How long verdicts took altogether. */
export async function measureLatency(
  db: Db,
  organisationId: string,
  sinceMs: number,
): Promise<Pick<DayRow, 'p50Ms' | 'p95Ms'>> {
  const { rows } = await sql<Pick<DayRow, 'p50Ms' | 'p95Ms'>>`
    select percentile_cont(${P50}) within group (order by ${spentMs}) as "p50Ms",
      percentile_cont(${P95}) within group (order by ${spentMs}) as "p95Ms"
    ${judgedSince(organisationId, sinceMs)}`.execute(db)
  return rows[0] ?? { p50Ms: null, p95Ms: null }
}

/** Captures by tier. */
export async function countTiers(
  db: Db,
  organisationId: string,
  sinceMs: number,
): Promise<Readonly<Record<AssuranceTier, number>>> {
  const rows = await db
    .selectFrom('reviews')
    .select((select) => ['assuranceTier', select.fn.countAll<number>().as('count')])
    .where('organisationId', '=', organisationId)
    .where('receivedAt', '>=', new Date(sinceMs))
    .groupBy('assuranceTier')
    .execute()
  return {
    high: 0,
    standard: 0,
    low: 0,
    ...Object.fromEntries(rows.map((row) => [row.assuranceTier, row.count])),
  }
}

/** How every voter voted. */
export async function countVotes(db: Db, organisationId: string, sinceMs: number): Promise<VoterRow[]> {
  const votes = (column: string, outcome: string) => sql`
    select unnest(${sql.ref(column)}) as name, ${outcome}::text as outcome from reviews
    where organisation_id = ${organisationId} and received_at >= ${new Date(sinceMs)}`
  const { rows } = await sql<VoterRow>`
    select name, count(*) filter (where outcome = 'passed') as passed,
      count(*) filter (where outcome = 'failed') as failed,
      count(*) filter (where outcome = 'abstained') as abstained
    from (${votes('passed_voters', 'passed')} union all ${votes('failed_voters', 'failed')}
      union all ${votes('abstained_voters', 'abstained')}) as votes
    group by name order by name`.execute(db)
  return rows
}

/** Open cases by how long they have waited: one count an interval of `stepsMs`, and one for all older. */
export async function countAges(
  db: Db,
  organisationId: string,
  nowMs: number,
  stepsMs: readonly number[],
): Promise<readonly number[]> {
  const edges = stepsMs.map((step) => new Date(nowMs - step))
  const { rows } = await sql<{ step: number; count: number }>`
    select width_bucket(extract(epoch from received_at)::float8, ${edges
      .map((edge) => edge.getTime() / 1000)
      .toReversed()}::float8[]) as step, count(*) as count
    from reviews where organisation_id = ${organisationId} and state = 'open' group by 1`.execute(db)
  return Array.from({ length: stepsMs.length + 1 }, (_, age) => {
    const step = stepsMs.length - age
    return rows.find((row) => row.step === step)?.count ?? 0
  })
}
