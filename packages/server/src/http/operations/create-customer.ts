import { customerCreateRequestSchema, type CustomerResponse } from '@kartu/contract'
import { createCustomer as storeCustomer } from '../../store/customers.ts'
import { defineOperation } from '../operation.ts'
import { describeCustomer } from '../wire/describe-customer.ts'

/** Creates a customer; a known `externalId` answers 200 with the one who has it (contract §2). */
export const createCustomer = defineOperation({
  id: 'createCustomer',
  body: customerCreateRequestSchema,
  async handle({ principal, body }, { ctx }) {
    const { row, created } = await storeCustomer(ctx, principal.organisationId, {
      ...(body.fullName === undefined ? {} : { fullName: body.fullName }),
      ...(body.externalId === undefined ? {} : { externalId: body.externalId }),
      ...(body.metadata === undefined ? {} : { metadata: body.metadata }),
      actor: principal.principalId,
    })
    const answer: CustomerResponse = { customer: await describeCustomer(ctx, row) }
    return { status: created ? 201 : 200, body: answer }
  },
})
