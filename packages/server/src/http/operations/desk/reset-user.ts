import type { FirstPasswordResponse } from '@kartu/contract'
import { resetUser as reset } from '../../../store/users.ts'
import { defineOperation } from '../../operation.ts'
import { describeUser } from '../../wire/describe-session.ts'

/** Gives a user a new one-time password. */
export const resetUser = defineOperation({
  id: 'resetUser',
  async handle({ principal, params }, { ctx }) {
    const { organisationId, principalId } = principal
    const { row, firstPassword } = await reset(ctx, organisationId, params['id'] ?? '', principalId)
    const answer: FirstPasswordResponse = { user: describeUser(row), firstPassword }
    return { status: 200, body: answer }
  },
})
