import { defineOperation } from '../../operation.ts'
import { describeCase } from '../../wire/describe-case.ts'
import { demandUser } from './acting-user.ts'

/** Reads one case. */
export const getReview = defineOperation({
  id: 'getReview',
  async handle({ principal, params }, { ctx }) {
    return { status: 200, body: await describeCase(ctx, demandUser(principal), params['bundleId'] ?? '') }
  },
})
