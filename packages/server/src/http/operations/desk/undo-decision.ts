import { undoDecision as undo } from '../../../decisions/undo-decision.ts'
import { defineOperation } from '../../operation.ts'
import { describeDecision } from '../../wire/describe-decision.ts'
import { demandUser } from './acting-user.ts'

/** Takes one's own decision back. */
export const undoDecision = defineOperation({
  id: 'undoDecision',
  async handle({ principal, params }, { ctx }) {
    const decided = await undo(ctx, demandUser(principal), params['verificationId'] ?? '')
    return { status: 200, body: describeDecision(decided) }
  },
})
