import { userChangeRequestSchema, type UserResponse } from '@kartu/contract'
import { changeUser as change } from '../../../store/users.ts'
import { defineOperation } from '../../operation.ts'
import { describeUser } from '../../wire/describe-session.ts'

/** Changes a user's role, disables or enables them. */
export const changeUser = defineOperation({
  id: 'changeUser',
  body: userChangeRequestSchema,
  async handle({ principal, params, body }, { ctx }) {
    const { organisationId, principalId } = principal
    const row = await change(ctx, organisationId, params['id'] ?? '', body, principalId)
    const answer: UserResponse = { user: describeUser(row) }
    return { status: 200, body: answer }
  },
})
