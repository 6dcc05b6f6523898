import { KartuError } from '@kartu/core'
import { revokeApiKey as revoke } from '../../../store/api-keys.ts'
import { defineOperation } from '../../operation.ts'

export const revokeApiKey = defineOperation({
  id: 'revokeApiKey',
  async handle({ principal, params }, { ctx }) {
    const isRevoked = await revoke(ctx, principal.organisationId, params['id'] ?? '', principal.principalId)
    if (!isRevoked) throw new KartuError('not_found', 'No such key, or revoked before')
    return { status: 204 }
  },
})
