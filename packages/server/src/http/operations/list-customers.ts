import { customerListQuerySchema, type CustomerListResponse } from '@kartu/contract'
import { listCustomers as list } from '../../store/customers.ts'
import { defineOperation } from '../operation.ts'
import { describeCustomer } from '../wire/describe-customer.ts'

/** Lists customers, newest first; the cursor is the last id of the page before. */
export const listCustomers = defineOperation({
  id: 'listCustomers',
  query: customerListQuerySchema,
  async handle({ principal, query }, { ctx }) {
    const rows = await list(ctx.db, principal.organisationId, {
      limit: query.limit + 1,
      ...(query.cursor === undefined ? {} : { afterId: query.cursor }),
    })
    const page = rows.slice(0, query.limit)
    const answer: CustomerListResponse = {
      customers: await Promise.all(page.map((row) => describeCustomer(ctx, row))),
      nextCursor: rows.length > page.length ? (page.at(-1)?.id ?? null) : null,
    }
    return { status: 200, body: answer }
  },
})
