import type { CustomerResponse } from '@kartu/contract'
import { KartuError } from '@kartu/core'
import { findCustomer } from '../../store/customers.ts'
import { defineOperation } from '../operation.ts'
import { describeCustomer } from '../wire/describe-customer.ts'

/** Reads one customer. */
export const getCustomer = defineOperation({
  id: 'getCustomer',
  async handle({ principal, params }, { ctx }) {
    const row = await findCustomer(ctx.db, principal.organisationId, params['id'] ?? '')
    if (row === undefined) throw new KartuError('not_found', 'No such customer')
    const answer: CustomerResponse = { customer: await describeCustomer(ctx, row) }
    return { status: 200, body: answer }
  },
})
