import { KartuError } from '@kartu/core'
import { findReceipt } from '../../../store/erase-customer.ts'
import { defineOperation } from '../../operation.ts'

export const getErasureReceipt = defineOperation({
  id: 'getErasureReceipt',
  async handle({ principal, params }, { ctx }) {
    const receipt = await findReceipt(ctx.db, principal.organisationId, params['id'] ?? '')
    if (receipt === undefined) throw new KartuError('not_found', 'No such receipt')
    return { status: 200, body: { receipt } }
  },
})
