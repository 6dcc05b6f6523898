import type { DeskCustomerResponse } from '@kartu/contract'
import { KartuError } from '@kartu/core'
import { findCustomer } from '../../../store/customers.ts'
import { defineOperation } from '../../operation.ts'
import { describeKyc } from '../../wire/describe-kyc.ts'

/** One customer with all that happened. */
export const getDeskCustomer = defineOperation({
  id: 'getDeskCustomer',
  async handle({ principal, params }, { ctx }) {
    const row = await findCustomer(ctx.db, principal.organisationId, params['id'] ?? '')
    if (row === undefined) throw new KartuError('not_found', 'No such customer')
    const { customer, ...history } = await describeKyc(ctx, row)
    const answer: DeskCustomerResponse = {
      customer: { ...customer, erasedAt: row.erasedAt?.toISOString() ?? null },
      ...history,
    }
    return { status: 200, body: answer }
  },
})
