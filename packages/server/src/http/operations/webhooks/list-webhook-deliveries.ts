import { listDeliveries } from '../../../store/webhook-endpoints.ts'
import { defineOperation } from '../../operation.ts'
import { describeDelivery } from '../../wire/describe-webhook.ts'

const DELIVERIES_SHOWN = 100

export const listWebhookDeliveries = defineOperation({
  id: 'listWebhookDeliveries',
  async handle({ principal, params }, { ctx }) {
    const rows = await listDeliveries(ctx, principal.organisationId, params['id'] ?? '', DELIVERIES_SHOWN)
    return { status: 200, body: { deliveries: rows.map(describeDelivery) } }
  },
})
