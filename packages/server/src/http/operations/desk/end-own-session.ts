import { KartuError } from '@kartu/core'
import { endOneSession } from '../../../access/end-one-session.ts'
import { defineOperation } from '../../operation.ts'
import { noSessionCookie } from '../../session-cookie.ts'
import { demandUser } from './acting-user.ts'

/** Ends one of the caller's own sessions, e.g. on a machine left behind. */
export const endOwnSession = defineOperation({
  id: 'endOwnSession',
  async handle({ principal, params }, { ctx, config }) {
    const user = demandUser(principal)
    const id = params['id'] ?? ''
    if (!(await endOneSession(ctx, user, id, 'user.session_ended'))) {
      throw new KartuError('not_found', 'No such session')
    }
    return id === user.sessionId
      ? { status: 204, headers: { 'set-cookie': noSessionCookie(config) } }
      : { status: 204 }
  },
})
