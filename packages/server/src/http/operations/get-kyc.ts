import { KartuError } from '@kartu/core'
import { findCustomer } from '../../store/customers.ts'
import { defineOperation } from '../operation.ts'
import { describeKyc } from '../wire/describe-kyc.ts'

/** A customer's level and what it comes from. */
export const getKyc = defineOperation({
  id: 'getKyc',
  async handle({ principal, params }, { ctx }) {
    const row = await findCustomer(ctx.db, principal.organisationId, params['customerId'] ?? '')
    if (row === undefined) throw new KartuError('not_found', 'No such customer')
    return { status: 200, body: await describeKyc(ctx, row) }
  },
})
