import { apiKeyCreateRequestSchema } from '@kartu/contract'
import { issueApiKey } from '../../../store/api-keys.ts'
import { defineOperation } from '../../operation.ts'
import { describeApiKey } from '../../wire/describe-settings.ts'

export const createApiKey = defineOperation({
  id: 'createApiKey',
  body: apiKeyCreateRequestSchema,
  async handle({ principal, body }, { ctx }) {
    const { row, key, captureSecret } = await issueApiKey(ctx, principal.organisation, {
      name: body.name,
      scopes: [...new Set(body.scopes)],
      actor: principal.principalId,
    })
    return { status: 201, body: { key: describeApiKey(row), apiKey: key, captureSecret } }
  },
})
