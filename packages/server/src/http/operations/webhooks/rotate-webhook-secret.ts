import { rotateWebhookSecret as rotate } from '../../../store/webhook-endpoints.ts'
import { defineOperation } from '../../operation.ts'

export const rotateWebhookSecret = defineOperation({
  id: 'rotateWebhookSecret',
  async handle({ principal, params }, { ctx }) {
    const secret = await rotate(ctx, principal.organisationId, params['id'] ?? '', principal.principalId)
    return { status: 201, body: { secret } }
  },
})
