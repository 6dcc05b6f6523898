import { KartuError } from '@kartu/core'
import { lockReview } from '../store/reviews.ts'
import type { StoreContext } from '../store/store-context.ts'
import type { Tx } from '../store/tables.ts'
import type { Decider } from './decision.ts'

/**
 * Two people at one case would each decide half of what they know: whoever holds it decides, or lets the claim run out. The case stays
 * locked until the commit, so that nobody claims it meanwhile. @throws KartuError `review_claimed`
 */
export async function demandUnclaimed(
  tx: Tx,
  { clock }: StoreContext,
  { organisationId, userId }: Decider,
  bundleId: string | null,
): Promise<void> {
  const review = bundleId === null ? undefined : await lockReview(tx, organisationId, bundleId)
  if (review === undefined || review.claimedBy === null || review.claimedBy === userId) return
  const until = review.claimedUntil
  if (until === null || until.getTime() <= clock.nowMs()) return
  throw new KartuError('review_claimed', 'The case is taken', { until: until.toISOString() })
}
