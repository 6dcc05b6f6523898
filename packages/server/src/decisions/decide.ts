import { createId, KartuError } from '@kartu/core'
import { appendAudit } from '../audit/append-audit.ts'
import { inTransaction } from '../store/database.ts'
import { insertProposal } from '../store/decision-proposals.ts'
import { findOrganisation } from '../store/organisations.ts'
import { findReview } from '../store/reviews.ts'
import type { StoreContext } from '../store/store-context.ts'
import type { Tx, VerificationRow } from '../store/tables.ts'
import { lockStandingVerification, type Decided, type Decider, type Decision } from './decision.ts'
import { writeOverride } from './write-override.ts'

export type DecisionOutcome =
  | ({ readonly kind: 'written' } & Decided)
  /** The organisation wants a second person to look before somebody counts as verified. */
  | { readonly kind: 'proposed'; readonly proposalId: string }

/**
 * Decides a case, unless a colleague is at it.
 * @throws KartuError `not_found` | `customer_erased` | `verification_already_overridden` | `proposal_open` | `review_claimed`
 */
export async function decide(
  ctx: StoreContext,
  decider: Decider,
  verificationId: string,
  decision: Decision,
): Promise<DecisionOutcome> {
  return inTransaction(ctx.db, async (tx) => {
    const original = await lockStandingVerification(tx, decider.organisationId, verificationId)
    await demandUnclaimed(tx, ctx, decider, original.bundleId)
    // As it is now: whoever has just switched four eyes on means this decision too.
    const organisation = await findOrganisation(tx, decider.organisationId)
    if (organisation?.fourEyesOverride === true && decision.status === 'verified') {
      return { kind: 'proposed', proposalId: await propose(tx, ctx, decider, original, decision) }
    }
    const decided = await writeOverride(tx, ctx, decider, original, decision, null)
    return { kind: 'written', ...decided }
  })
}

/** Two people at one case would each decide half of what they know: whoever holds it decides, or lets the claim run out. */
async function demandUnclaimed(
  tx: Tx,
  ctx: StoreContext,
  { organisationId, userId }: Decider,
  bundleId: string | null,
): Promise<void> {
  const review = bundleId === null ? undefined : await findReview(tx, organisationId, bundleId)
  if (review === undefined || review.claimedBy === null || review.claimedBy === userId) return
  const until = review.claimedUntil
  if (until === null || until.getTime() <= ctx.clock.nowMs()) return
  throw new KartuError('review_claimed', 'The case is taken', { until: until.toISOString() })
}

async function propose(
  tx: Tx,
  ctx: StoreContext,
  { organisationId, userId }: Decider,
  original: VerificationRow,
  decision: Decision,
): Promise<string> {
  const proposedAtMs = ctx.clock.nowMs()
  const id = createId('prp', proposedAtMs, ctx.random)
  await insertProposal(tx, organisationId, {
    id,
    verificationId: original.id,
    ...decision,
    proposedBy: userId,
    proposedAtMs,
  })
  await appendAudit(tx, ctx, organisationId, {
    actor: userId,
    action: 'decision.proposed',
    subject: original.bundleId ?? original.id,
    details: {
      proposalId: id,
      verificationId: original.id,
      status: decision.status,
      reasonCode: decision.reasonCode,
    },
  })
  return id
}
