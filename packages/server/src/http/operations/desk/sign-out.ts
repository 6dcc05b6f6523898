import { endOneSession } from '../../../access/end-one-session.ts'
import { defineOperation } from '../../operation.ts'
import { noSessionCookie } from '../../session-cookie.ts'
import { demandUser } from './acting-user.ts'

/** Ends the session that asks. */
export const signOut = defineOperation({
  id: 'signOut',
  async handle({ principal }, { ctx, config }) {
    const user = demandUser(principal)
    await endOneSession(ctx, user, user.sessionId, 'user.signed_out')
    return { status: 204, headers: { 'set-cookie': noSessionCookie(config) } }
  },
})
