import type { ProposalsResponse } from '@kartu/contract'
import { findCustomer, openProfile } from '../../../store/customers.ts'
import { listWaitingProposals, type WaitingProposal } from '../../../store/decision-proposals.ts'
import type { StoreContext } from '../../../store/store-context.ts'
import { defineOperation } from '../../operation.ts'
import { demandUser } from './acting-user.ts'

/** More than a desk leaves lying; each costs the opening of a name. */
const ROWS_MAX = 100

/** What waits for a second person, oldest first. */
export const listProposals = defineOperation({
  id: 'listProposals',
  async handle({ principal }, { ctx }) {
    const { organisationId, userId } = demandUser(principal)
    const rows = await listWaitingProposals(ctx.db, organisationId, ROWS_MAX)
    const proposals = await Promise.all(rows.map((row) => describeProposal(ctx, row, userId)))
    const answer: ProposalsResponse = { proposals }
    return { status: 200, body: answer }
  },
})

async function describeProposal(
  ctx: StoreContext,
  row: WaitingProposal,
  userId: string,
): Promise<ProposalsResponse['proposals'][number]> {
  const customer = await findCustomer(ctx.db, row.organisationId, row.customerId)
  const profile = customer === undefined ? {} : await openProfile(ctx.db, ctx.keys, customer)
  return {
    id: row.id,
    verificationId: row.verificationId,
    bundleId: row.bundleId,
    customer: { id: row.customerId, fullName: profile.fullName ?? null },
    proposedBy: { id: row.proposedBy, name: row.proposedByName },
    proposedAt: row.proposedAt.toISOString(),
    reason: row.reason,
    reasonCode: row.reasonCode,
    mine: row.proposedBy === userId,
  }
}
