import { sql } from 'kysely'
import type { QueuedReview } from './desk-review-tables.ts'
import type { AssuranceTier, Db, Tx, Verdict, VerificationStatus } from './tables.ts'

export interface NewReview {
  readonly bundleId: string
  readonly customerId: string
  readonly verificationId: string
  readonly receivedAt: Date
  readonly score: number | null
  readonly verdict: Verdict
  readonly assuranceTier: AssuranceTier
  /** Why, the weightiest first. */
  readonly codes: readonly string[]
  readonly votes: readonly { readonly voter: string; readonly outcome: 'passed' | 'failed' | 'abstained' }[]
  /** Whether it waits for a person. */
  readonly isOpen: boolean
}

/** Puts a judged bundle where analysts find it, in the transaction that stores its verdict. */
export async function insertReview(
  tx: Tx,
  organisationId: string,
  { votes, isOpen, codes, ...fields }: NewReview,
): Promise<void> {
  const votersOf = (wanted: string): string[] =>
    votes.filter(({ outcome }) => outcome === wanted).map(({ voter }) => voter)
  await tx
    .insertInto('reviews')
    .values({
      organisationId,
      ...fields,
      codes: [...codes],
      passedVoters: votersOf('passed'),
      failedVoters: votersOf('failed'),
      abstainedVoters: votersOf('abstained'),
      state: isOpen ? 'open' : 'closed',
    })
    .execute()
}

/** The row that overrides another one. */
export interface ReviewMove {
  readonly id: string
  readonly status: VerificationStatus
  readonly judgement: Readonly<Record<string, unknown>>
  readonly createdAtMs: number
}

/**
 * Moves a case with the row that overrides its verification, in one transaction: the queue never shows what has been decided. A row
 * that takes a decision back puts the case where it was. Whoever had claimed the case is done with it.
 */
export async function moveReview(
  tx: Tx,
  organisationId: string,
  overridden: string,
  by: ReviewMove,
): Promise<void> {
  const state =
    by.status === 'pending' ? 'open' : (await isBackAtVerdict(tx, organisationId, by)) ? 'closed' : 'decided'
  await tx
    .updateTable('reviews')
    .set({
      verificationId: by.id,
      state,
      decidedStatus: state === 'decided' && by.status !== 'pending' ? by.status : null,
      decidedAt: state === 'decided' ? new Date(by.createdAtMs) : null,
      claimedBy: null,
      claimedUntil: null,
    })
    .where('organisationId', '=', organisationId)
    .where('verificationId', '=', overridden)
    .execute()
}

/** Whether a row takes back the only decision on the service's own verdict. */
async function isBackAtVerdict(
  tx: Tx,
  organisationId: string,
  { judgement }: Pick<ReviewMove, 'judgement'>,
): Promise<boolean> {
  const { undoes } = judgement
  if (typeof undoes !== 'string') return false
  const verdict = await tx
    .selectFrom('verifications as undone')
    .innerJoin('verifications as before', 'before.id', 'undone.overrides')
    .select('before.overrides')
    .where('undone.organisationId', '=', organisationId)
    .where('undone.id', '=', undoes)
    .executeTakeFirst()
  return verdict?.overrides === null
}

/** Undefined when the organisation has no such case. */
export const findReview = (
  db: Db,
  organisationId: string,
  bundleId: string,
): Promise<QueuedReview | undefined> => selectReview(db, organisationId, bundleId).executeTakeFirst()

/** `findReview`, locked until the commit. */
export const lockReview = (
  tx: Tx,
  organisationId: string,
  bundleId: string,
): Promise<QueuedReview | undefined> =>
  selectReview(tx, organisationId, bundleId).forUpdate().executeTakeFirst()

const selectReview = (db: Db, organisationId: string, bundleId: string) =>
  db
    .selectFrom('reviews')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('bundleId', '=', bundleId)

/**
 * Takes an open case, or prolongs one's own hold on it: one statement, so that of two who reach for it at once one gets it.
 * Undefined when it is somebody else's or not open.
 */
export const claimReview = (
  tx: Tx,
  organisationId: string,
  bundleId: string,
  { userId, nowMs, untilMs }: { readonly userId: string; readonly nowMs: number; readonly untilMs: number },
): Promise<QueuedReview | undefined> =>
  tx
    .updateTable('reviews')
    .set({ claimedBy: userId, claimedUntil: new Date(untilMs) })
    .where('organisationId', '=', organisationId)
    .where('bundleId', '=', bundleId)
    .where('state', '=', 'open')
    .where((or) =>
      or.or([
        or('claimedBy', 'is', null),
        or('claimedBy', '=', userId),
        or('claimedUntil', '<=', new Date(nowMs)),
      ]),
    )
    .returningAll()
    .executeTakeFirst()

/** Gives one's own case back; false when one does not hold it. */
export async function releaseReview(
  tx: Tx,
  organisationId: string,
  bundleId: string,
  userId: string,
): Promise<boolean> {
  const released = await tx
    .updateTable('reviews')
    .set({ claimedBy: null, claimedUntil: null })
    .where('organisationId', '=', organisationId)
    .where('bundleId', '=', bundleId)
    .where('claimedBy', '=', userId)
    .executeTakeFirst()
  return released.numUpdatedRows > 0n
}

export interface ReviewCountsRow {
  readonly open: number
  readonly mine: number
  readonly proposals: number
  readonly oldest: Date | null
}

/** What waits, what one holds, what waits for a second person. */
export async function countReviews(
  db: Db,
  organisationId: string,
  userId: string,
  nowMs: number,
): Promise<ReviewCountsRow> {
  const { rows } = await sql<ReviewCountsRow>`
    select
      (select count(*) from reviews where organisation_id = ${organisationId} and state = 'open') as open,
      (select count(*) from reviews where organisation_id = ${organisationId} and state = 'open'
        and claimed_by = ${userId} and claimed_until > ${new Date(nowMs)}) as mine,
      (select count(*) from decision_proposals where organisation_id = ${organisationId} and state = 'open') as proposals,
      (select received_at from reviews where organisation_id = ${organisationId} and state = 'open'
        order by received_at, bundle_id limit 1) as oldest`.execute(db)
  return rows[0] ?? { open: 0, mine: 0, proposals: 0, oldest: null }
}
