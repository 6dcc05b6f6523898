import type { SelectQueryBuilder } from 'kysely'
import type { QueuedReview } from './desk-review-tables.ts'
import type { AssuranceTier, CustomerRow, Db, Tables } from './tables.ts'

export interface ReviewFilter {
  readonly state: 'open' | 'mine' | 'decided'
  /** Whose `mine` are. */
  readonly userId: string
  readonly nowMs: number
  readonly tier?: AssuranceTier | undefined
  readonly failedVoter?: string | undefined
  readonly fromMs?: number | undefined
  readonly beforeMs?: number | undefined
  /** At least one. */
  readonly customerIds?: readonly string[] | undefined
}

/** The place of a row in its list: the next page begins after it. */
export interface ReviewPlace {
  readonly atMs: number
  readonly bundleId: string
}

export type ListedReview = QueuedReview & Pick<CustomerRow, 'externalId' | 'sealedProfile'>

/** One page: what waits oldest first, what was decided newest first. Read along an index, from where the page before ended. */
export function listReviews(
  db: Db,
  organisationId: string,
  filter: ReviewFilter,
  { limit, after }: { readonly limit: number; readonly after?: ReviewPlace | undefined },
): Promise<ListedReview[]> {
  const isDecided = filter.state === 'decided'
  const at = isDecided ? 'review.decidedAt' : 'review.receivedAt'
  const direction = isDecided ? 'desc' : 'asc'
  let query = narrow(db, organisationId, filter)
    .innerJoin('customers as customer', (join) =>
      join
        .onRef('customer.organisationId', '=', 'review.organisationId')
        .onRef('customer.id', '=', 'review.customerId'),
    )
    .selectAll('review')
    .select(['customer.externalId', 'customer.sealedProfile'])
  if (after !== undefined) {
    const [from, isAfter] = [new Date(after.atMs), isDecided ? '<' : '>'] as const
    query = query.where((where) =>
      where(where.refTuple(at, 'review.bundleId'), isAfter, where.tuple(from, after.bundleId)),
    )
  }
  return query.orderBy(at, direction).orderBy('review.bundleId', direction).limit(limit).execute()
}

/** How many rows all pages have together. */
export async function countListedReviews(
  db: Db,
  organisationId: string,
  filter: ReviewFilter,
): Promise<number> {
  const { count } = await narrow(db, organisationId, filter)
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

type Narrowed = SelectQueryBuilder<Tables & { review: Tables['reviews'] }, 'review', object>

function narrow(db: Db, organisationId: string, filter: ReviewFilter): Narrowed {
  let query = db.selectFrom('reviews as review').where('review.organisationId', '=', organisationId)
  query = query.where('review.state', '=', filter.state === 'decided' ? 'decided' : 'open')
  if (filter.state === 'mine') {
    query = query
      .where('review.claimedBy', '=', filter.userId)
      .where('review.claimedUntil', '>', new Date(filter.nowMs))
  }
  if (filter.tier !== undefined) query = query.where('review.assuranceTier', '=', filter.tier)
  const { failedVoter, fromMs, beforeMs, customerIds } = filter
  if (failedVoter !== undefined) {
    query = query.where((where) => where(where.val(failedVoter), '=', where.fn.any('review.failedVoters')))
  }
  if (fromMs !== undefined) query = query.where('review.receivedAt', '>=', new Date(fromMs))
  if (beforeMs !== undefined) query = query.where('review.receivedAt', '<', new Date(beforeMs))
  if (customerIds !== undefined) query = query.where('review.customerId', 'in', [...customerIds])
  return query
}
