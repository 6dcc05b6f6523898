import { loadEvaluation } from '../../../load-policy.ts'
import { defineOperation } from '../../operation.ts'

/** What the evaluation says is shown beside the policy it was made with. */
export const getPolicy = defineOperation({
  id: 'getPolicy',
  async handle(_, { policyVersion: version }) {
    return { status: 200, body: { version, ...(await loadEvaluation()) } }
  },
})
