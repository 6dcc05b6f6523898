import { defineOperation } from '../../operation.ts'
import { describeSession } from '../../wire/describe-session.ts'
import { findActingUser } from './acting-user.ts'

/** Who is signed in. */
export const getSession = defineOperation({
  id: 'getSession',
  async handle({ principal }, { ctx }) {
    const user = await findActingUser(ctx.db, principal)
    return { status: 200, body: describeSession(user, principal.organisation) }
  },
})
