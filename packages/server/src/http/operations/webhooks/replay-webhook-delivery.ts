import { replayDelivery } from '../../../store/webhook-endpoints.ts'
import { defineOperation } from '../../operation.ts'

export const replayWebhookDelivery = defineOperation({
  id: 'replayWebhookDelivery',
  async handle({ principal, params }, { ctx }) {
    const id = await replayDelivery(
      ctx,
      principal.organisationId,
      params['id'] ?? '',
      params['deliveryId'] ?? '',
      principal.principalId,
    )
    return { status: 201, body: { delivery: { id } } }
  },
})
