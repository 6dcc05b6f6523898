import { createId } from '@kartu/core'
import { appendAudit } from '../audit/append-audit.ts'
import { inTransaction } from '../store/database.ts'
import { insertProposal } from '../store/decision-proposals.ts'
import { findOrganisation } from '../store/organisations.ts'
import { releaseReview } from '../store/reviews.ts'
import type { StoreContext } from '../store/store-context.ts'
import type { Tx, VerificationRow } from '../store/tables.ts'
import { lockStandingVerification, type Decided, type Decider, type Decision } from './decision.ts'
import { demandUnclaimed } from './demand-unclaimed.ts'
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
  // The case is the second person's now.
  if (original.bundleId !== null) await releaseReview(tx, organisationId, original.bundleId, userId)
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
