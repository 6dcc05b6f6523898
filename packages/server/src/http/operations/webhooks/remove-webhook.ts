import { removeWebhook as remove } from '../../../store/webhook-endpoints.ts'
import { defineOperation } from '../../operation.ts'

export const removeWebhook = defineOperation({
  id: 'removeWebhook',
  async handle({ principal, params }, { ctx }) {
    await remove(ctx, principal.organisationId, params['id'] ?? '', principal.principalId)
    return { status: 204 }
  },
})
