import { viewRequestSchema, type ViewResponse } from '@kartu/contract'
import { openView as open } from '../../../review/look-at.ts'
import { defineOperation } from '../../operation.ts'
import { demandUser } from './acting-user.ts'

/** Opens the pictures of a capture. */
export const openView = defineOperation({
  id: 'openView',
  body: viewRequestSchema,
  async handle({ principal, params, body }, { ctx }) {
    const until = await open(ctx, demandUser(principal), params['bundleId'] ?? '', body.purpose)
    const answer: ViewResponse = { view: { until: until.toISOString() } }
    return { status: 201, body: answer }
  },
})
