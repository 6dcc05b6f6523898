import { KartuError } from '@kartu/core'
import { appendAudit } from '../audit/append-audit.ts'
import { inTransaction } from '../store/database.ts'
import type { QueuedReview } from '../store/desk-review-tables.ts'
import { claimReview, findReview, releaseReview } from '../store/reviews.ts'
import type { StoreContext } from '../store/store-context.ts'

/** Long enough for a hard case; whoever goes to lunch over one gives it back without a click. */
const CLAIM_MS = 15 * 60_000

interface Claimer {
  readonly organisationId: string
  readonly userId: string
}

/**
 * Takes a case for 15 minutes, or for 15 more from now. Whoever is second learns until when it is taken, not by whom.
 * @throws KartuError `not_found` | `review_claimed` | `review_not_open`
 */
export async function claimCase(
  ctx: StoreContext,
  { organisationId, userId }: Claimer,
  bundleId: string,
): Promise<QueuedReview> {
  return inTransaction(ctx.db, async (tx) => {
    const nowMs = ctx.clock.nowMs()
    const claim = { userId, nowMs, untilMs: nowMs + CLAIM_MS }
    const claimed = await claimReview(tx, organisationId, bundleId, claim)
    if (claimed === undefined) {
      const review = await findReview(tx, organisationId, bundleId)
      if (review === undefined) throw new KartuError('not_found', 'No such case')
      if (review.state !== 'open') throw new KartuError('review_not_open', 'The case is closed')
      throw new KartuError('review_claimed', 'The case is taken', {
        until: review.claimedUntil?.toISOString() ?? null,
      })
    }
    await appendAudit(tx, ctx, organisationId, {
      actor: userId,
      action: 'review.claimed',
      subject: bundleId,
    })
    return claimed
  })
}

/** Gives a case back; one that is not held stays as it is. @throws KartuError `not_found` */
export async function releaseCase(
  ctx: StoreContext,
  { organisationId, userId }: Claimer,
  bundleId: string,
): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    if ((await findReview(tx, organisationId, bundleId)) === undefined) {
      throw new KartuError('not_found', 'No such case')
    }
    if (!(await releaseReview(tx, organisationId, bundleId, userId))) return
    await appendAudit(tx, ctx, organisationId, {
      actor: userId,
      action: 'review.released',
      subject: bundleId,
    })
  })
}
