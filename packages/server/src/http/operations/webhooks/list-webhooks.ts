import { listWebhooks as list } from '../../../store/webhook-endpoints.ts'
import { defineOperation } from '../../operation.ts'
import { describeWebhook } from '../../wire/describe-webhook.ts'

export const listWebhooks = defineOperation({
  id: 'listWebhooks',
  async handle({ principal }, { ctx }) {
    const rows = await list(ctx.db, principal.organisationId)
    return { status: 200, body: { webhooks: rows.map(describeWebhook) } }
  },
})
