import { passwordChangeRequestSchema } from '@kartu/contract'
import { changePassword as change } from '../../../access/change-password.ts'
import { defineOperation } from '../../operation.ts'
import { sessionCookie } from '../../session-cookie.ts'
import { describeSession } from '../../wire/describe-session.ts'
import { findActingUser } from './acting-user.ts'

/** Changes one's own password. Every session ends, this one is begun anew: whoever had got into one is out. */
export const changePassword = defineOperation({
  id: 'changePassword',
  body: passwordChangeRequestSchema,
  async handle({ principal, body, userAgent }, { ctx, config }) {
    const { user, token } = await change(ctx, await findActingUser(ctx.db, principal), body, userAgent)
    return {
      status: 200,
      headers: { 'set-cookie': sessionCookie(token, config) },
      body: describeSession(user, principal.organisation),
    }
  },
})
