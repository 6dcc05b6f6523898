import { confirmProposal as confirm } from '../../../decisions/answer-proposal.ts'
import { defineOperation } from '../../operation.ts'
import { describeDecision } from '../../wire/describe-decision.ts'
import { demandUser } from './acting-user.ts'

/** Confirms a colleague's decision. */
export const confirmProposal = defineOperation({
  id: 'confirmProposal',
  async handle({ principal, params }, { ctx }) {
    const decided = await confirm(ctx, demandUser(principal), params['id'] ?? '')
    return { status: 200, body: describeDecision(decided) }
  },
})
