import type { ReviewClaim, ReviewRow } from '@kartu/contract'
import type { CustomerProfile } from '../../store/customers.ts'
import type { QueuedReview } from '../../store/desk-review-tables.ts'
import type { ListedReview } from '../../store/list-reviews.ts'

interface Reader {
  readonly userId: string
  readonly nowMs: number
}

/** One line of the queue. */
export function describeReview(
  row: ListedReview,
  profile: CustomerProfile | undefined,
  reader: Reader,
): ReviewRow {
  const { decidedAt, decidedStatus } = row
  return {
    bundleId: row.bundleId,
    customer: { id: row.customerId, fullName: profile?.fullName ?? null, externalId: row.externalId },
    receivedAt: row.receivedAt.toISOString(),
    score: row.score,
    verdict: { verdict: row.verdict, codes: row.codes },
    claim: describeClaim(row, reader),
    decision:
      decidedAt === null || decidedStatus === null
        ? null
        : { status: decidedStatus, at: decidedAt.toISOString() },
  }
}

/** Whether a case is held at this moment, and whether by the reader. */
export function describeClaim(
  { claimedBy, claimedUntil }: Pick<QueuedReview, 'claimedBy' | 'claimedUntil'>,
  { userId, nowMs }: Reader,
): ReviewClaim | null {
  if (claimedUntil === null || claimedUntil.getTime() <= nowMs) return null
  return { mine: claimedBy === userId, until: claimedUntil.toISOString() }
}
