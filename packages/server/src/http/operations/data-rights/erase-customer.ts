import { erasureRequestSchema } from '@kartu/contract'
import { KartuError } from '@kartu/core'
import { findCustomer } from '../../../store/customers.ts'
import { eraseCustomer as erase } from '../../../store/erase-customer.ts'
import { defineOperation } from '../../operation.ts'

export const eraseCustomer = defineOperation({
  id: 'eraseCustomer',
  body: erasureRequestSchema,
  async handle({ principal, params, body }, { ctx }) {
    const { organisationId, principalId } = principal
    const id = params['id'] ?? ''
    const receipt = await erase(ctx, organisationId, id, { reason: body.reason, actor: principalId })
    if (receipt !== undefined) return { status: 200, body: { receipt } }
    const known = await findCustomer(ctx.db, organisationId, id)
    throw known === undefined
      ? new KartuError('not_found', 'No such customer')
      : new KartuError('customer_erased', 'The customer was erased before')
  },
})
