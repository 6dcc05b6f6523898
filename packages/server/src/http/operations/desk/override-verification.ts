import { overrideRequestSchema, type ProposedResponse } from '@kartu/contract'
import { decide } from '../../../decisions/decide.ts'
import { defineOperation } from '../../operation.ts'
import { describeDecision } from '../../wire/describe-decision.ts'
import { demandUser } from './acting-user.ts'

/** Decides a case (contract §8): 201 when it is written, 202 when a second person must look first. */
export const overrideVerification = defineOperation({
  id: 'overrideVerification',
  body: overrideRequestSchema,
  async handle({ principal, params, body }, { ctx }) {
    const { status, reason, reasonCode = null } = body
    const outcome = await decide(ctx, demandUser(principal), params['id'] ?? '', {
      status,
      reason,
      reasonCode,
    })
    if (outcome.kind === 'written') return { status: 201, body: describeDecision(outcome) }
    const answer: ProposedResponse = { proposal: { id: outcome.proposalId } }
    return { status: 202, body: answer }
  },
})
