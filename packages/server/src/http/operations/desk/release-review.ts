import { releaseCase } from '../../../review/claim-case.ts'
import { defineOperation } from '../../operation.ts'
import { demandUser } from './acting-user.ts'

/** Gives a case back. */
export const releaseReview = defineOperation({
  id: 'releaseReview',
  async handle({ principal, params }, { ctx }) {
    await releaseCase(ctx, demandUser(principal), params['bundleId'] ?? '')
    return { status: 204 }
  },
})
