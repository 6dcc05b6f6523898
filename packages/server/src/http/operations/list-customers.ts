import { customerListQuerySchema } from '@kartu/contract'
import { listCustomers as list } from '../../store/customers.ts'
import { defineOperation } from '../operation.ts'
import { describeCustomerPage } from '../wire/describe-customer.ts'

/** Lists customers, newest first; the cursor is the last id of the page before. */
export const listCustomers = defineOperation({
  id: 'listCustomers',
  query: customerListQuerySchema,
  async handle({ principal, query }, { ctx }) {
    const rows = await list(ctx.db, principal.organisationId, {
      limit: query.limit + 1,
      ...(query.cursor === undefined ? {} : { afterId: query.cursor }),
    })
    return { status: 200, body: await describeCustomerPage(ctx, rows, query.limit) }
  },
})
