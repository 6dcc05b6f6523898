import { deskCustomerListQuerySchema } from '@kartu/contract'
import { listCustomers } from '../../../store/customers.ts'
import { defineOperation } from '../../operation.ts'
import { describeCustomerPage } from '../../wire/describe-customer.ts'

/** Lists customers, newest first; the cursor is the last id of the page before. */
export const listDeskCustomers = defineOperation({
  id: 'listDeskCustomers',
  query: deskCustomerListQuerySchema,
  async handle({ principal, query: { limit, cursor } }, { ctx }) {
    const rows = await listCustomers(ctx.db, principal.organisationId, {
      limit: limit + 1,
      ...(cursor === undefined ? {} : { afterId: cursor }),
    })
    return { status: 200, body: await describeCustomerPage(ctx, rows, limit) }
  },
})
