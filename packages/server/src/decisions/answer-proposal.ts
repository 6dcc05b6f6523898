import { KartuError } from '@kartu/core'
import { appendAudit } from '../audit/append-audit.ts'
import { inTransaction } from '../store/database.ts'
import { closeProposal, findProposal } from '../store/decision-proposals.ts'
import type { DecisionProposalRow } from '../store/desk-access-tables.ts'
import type { StoreContext } from '../store/store-context.ts'
import type { Tx } from '../store/tables.ts'
import { findVerification } from '../store/verifications.ts'
import { demandUnclaimed } from './demand-unclaimed.ts'
import { lockStandingVerification, type Decided, type Decider } from './decision.ts'
import { writeOverride } from './write-override.ts'

/**
 * The second person agrees: the decision is written in their name, the proposer's beside it.
 * @throws KartuError `not_found` | `four_eyes_required` | `proposal_closed` | `customer_erased` | `verification_already_overridden` |
 * `review_claimed`
 */
export async function confirmProposal(
  ctx: StoreContext,
  decider: Decider,
  proposalId: string,
): Promise<Decided> {
  return inTransaction(ctx.db, async (tx) => {
    const proposal = await demandOpenProposal(tx, decider, proposalId)
    const original = await lockStandingVerification(tx, decider.organisationId, proposal.verificationId)
    await demandUnclaimed(tx, ctx, decider, original.bundleId)
    await close(tx, ctx, decider, proposalId, 'confirmed')
    const { status, reason, reasonCode } = proposal
    return writeOverride(tx, ctx, decider, original, { status, reason, reasonCode }, proposal)
  })
}

/** The second person does not agree: the case stays as it is. @throws KartuError as `confirmProposal`, without the last three */
export async function declineProposal(
  ctx: StoreContext,
  decider: Decider,
  proposalId: string,
): Promise<void> {
  const { organisationId, userId } = decider
  await inTransaction(ctx.db, async (tx) => {
    const proposal = await demandOpenProposal(tx, decider, proposalId)
    const original = await findVerification(tx, organisationId, proposal.verificationId)
    await close(tx, ctx, decider, proposalId, 'declined')
    await appendAudit(tx, ctx, organisationId, {
      actor: userId,
      action: 'decision.declined',
      subject: original?.bundleId ?? proposal.verificationId,
      details: { proposalId, proposedBy: proposal.proposedBy, verificationId: proposal.verificationId },
    })
  })
}

/** One person with two hands is not two persons: whoever proposed may do neither. */
async function demandOpenProposal(
  tx: Tx,
  { organisationId, userId }: Decider,
  proposalId: string,
): Promise<DecisionProposalRow> {
  const proposal = await findProposal(tx, organisationId, proposalId)
  if (proposal === undefined) throw new KartuError('not_found', 'No such proposal')
  if (proposal.state !== 'open') throw proposalClosed()
  if (proposal.proposedBy === userId) {
    throw new KartuError('four_eyes_required', 'Whoever proposed a decision cannot answer it')
  }
  return proposal
}

async function close(
  tx: Tx,
  ctx: StoreContext,
  { organisationId, userId }: Decider,
  proposalId: string,
  state: 'confirmed' | 'declined',
): Promise<void> {
  const closing = { state, closedBy: userId, atMs: ctx.clock.nowMs() }
  if (!(await closeProposal(tx, organisationId, proposalId, closing))) throw proposalClosed()
}

function proposalClosed(): KartuError {
  return new KartuError('proposal_closed', 'The proposal has been answered')
}
