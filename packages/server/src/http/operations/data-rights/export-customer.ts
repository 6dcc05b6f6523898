import { KartuError } from '@kartu/core'
import { exportCustomer as collect } from '../../../data-rights/export-customer.ts'
import { defineOperation } from '../../operation.ts'

export const exportCustomer = defineOperation({
  id: 'exportCustomer',
  async handle({ principal, params }, { ctx }) {
    const body = await collect(ctx, principal.organisationId, params['id'] ?? '', principal.principalId)
    if (body === undefined) throw new KartuError('not_found', 'No such customer')
    return { status: 200, body }
  },
})
