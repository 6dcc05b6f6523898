import { webhookCreateRequestSchema } from '@kartu/contract'
import { createWebhook as create } from '../../../store/webhook-endpoints.ts'
import { assertTarget } from '../../../webhooks/guard-target.ts'
import { defineOperation } from '../../operation.ts'
import { describeWebhook } from '../../wire/describe-webhook.ts'

/** Adds a webhook; a target that could never be told is refused at once. */
export const createWebhook = defineOperation({
  id: 'createWebhook',
  body: webhookCreateRequestSchema,
  async handle({ principal, body }, { ctx, config }) {
    assertTarget(body.url, config.webhookAllowPrivate)
    const { row, secret } = await create(ctx, principal.organisationId, {
      url: body.url,
      events: body.events,
      actor: principal.principalId,
    })
    return { status: 201, body: { webhook: describeWebhook(row), secret } }
  },
})
