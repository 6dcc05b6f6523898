import { declineProposal as decline } from '../../../decisions/answer-proposal.ts'
import { defineOperation } from '../../operation.ts'
import { demandUser } from './acting-user.ts'

/** Declines a colleague's decision. */
export const declineProposal = defineOperation({
  id: 'declineProposal',
  async handle({ principal, params }, { ctx }) {
    await decline(ctx, demandUser(principal), params['id'] ?? '')
    return { status: 204 }
  },
})
