import type { UsersResponse } from '@kartu/contract'
import { listUsers as list } from '../../../store/users.ts'
import { defineOperation } from '../../operation.ts'
import { describeUser } from '../../wire/describe-session.ts'

/** The organisation's users. */
export const listUsers = defineOperation({
  id: 'listUsers',
  async handle({ principal }, { ctx }) {
    const rows = await list(ctx.db, principal.organisationId)
    const answer: UsersResponse = { users: rows.map(describeUser) }
    return { status: 200, body: answer }
  },
})
