import { listApiKeys as list } from '../../../store/api-keys.ts'
import { defineOperation } from '../../operation.ts'
import { describeApiKey } from '../../wire/describe-settings.ts'

export const listApiKeys = defineOperation({
  id: 'listApiKeys',
  async handle({ principal }, { ctx }) {
    const rows = await list(ctx.db, principal.organisationId)
    return { status: 200, body: { apiKeys: rows.map(describeApiKey) } }
  },
})
