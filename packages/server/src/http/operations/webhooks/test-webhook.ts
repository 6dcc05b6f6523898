import { testWebhook as test } from '../../../store/webhook-endpoints.ts'
import { defineOperation } from '../../operation.ts'

export const testWebhook = defineOperation({
  id: 'testWebhook',
  async handle({ principal, params }, { ctx }) {
    const id = await test(ctx, principal.organisationId, params['id'] ?? '', principal.principalId)
    return { status: 201, body: { delivery: { id } } }
  },
})
