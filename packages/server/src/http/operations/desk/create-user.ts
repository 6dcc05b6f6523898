import { userCreateRequestSchema, type FirstPasswordResponse } from '@kartu/contract'
import { createUser as create } from '../../../store/users.ts'
import { defineOperation } from '../../operation.ts'
import { describeUser } from '../../wire/describe-session.ts'

/** Creates a user. */
export const createUser = defineOperation({
  id: 'createUser',
  body: userCreateRequestSchema,
  async handle({ principal, body }, { ctx }) {
    const { organisationId, principalId } = principal
    const { row, firstPassword } = await create(ctx, organisationId, body, principalId)
    const answer: FirstPasswordResponse = { user: describeUser(row), firstPassword }
    return { status: 201, body: answer }
  },
})
