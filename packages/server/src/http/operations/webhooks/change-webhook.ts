import { webhookChangeRequestSchema } from '@kartu/contract'
import { changeWebhook as change } from '../../../store/webhook-endpoints.ts'
import { assertTarget } from '../../../webhooks/guard-target.ts'
import { defineOperation } from '../../operation.ts'
import { describeWebhook } from '../../wire/describe-webhook.ts'

export const changeWebhook = defineOperation({
  id: 'changeWebhook',
  body: webhookChangeRequestSchema,
  async handle({ principal, params, body }, { ctx, config }) {
    const { url, events, disabled } = body
    if (url !== undefined) assertTarget(url, config.webhookAllowPrivate)
    const row = await change(
      ctx,
      principal.organisationId,
      params['id'] ?? '',
      { url, events, disabled },
      principal.principalId,
    )
    return { status: 200, body: { webhook: describeWebhook(row) } }
  },
})
