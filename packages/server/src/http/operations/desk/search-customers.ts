import { deskCustomerSearchRequestSchema } from '@kartu/contract'
import { findCustomerIds, listCustomersById } from '../../../store/search-customers.ts'
import { defineOperation } from '../../operation.ts'
import { describeCustomerPage } from '../../wire/describe-customer.ts'

/** Finds customers, newest first. */
export const searchCustomers = defineOperation({
  id: 'searchCustomers',
  body: deskCustomerSearchRequestSchema,
  async handle({ principal, body: { q, limit, cursor } }, { ctx }) {
    const { organisationId } = principal
    const ids = await findCustomerIds(ctx.db, ctx.keys, organisationId, q)
    const page = { limit: limit + 1, afterId: cursor }
    const rows = await listCustomersById(ctx.db, organisationId, ids, page)
    return { status: 200, body: await describeCustomerPage(ctx, rows, limit) }
  },
})
