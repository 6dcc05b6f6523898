import type { OwnSessionsResponse } from '@kartu/contract'
import { listSessions } from '../../../store/user-sessions.ts'
import { defineOperation } from '../../operation.ts'
import { demandUser } from './acting-user.ts'

/** The caller's own sessions, newest first. */
export const listOwnSessions = defineOperation({
  id: 'listOwnSessions',
  async handle({ principal }, { ctx }) {
    const { organisationId, userId, sessionId } = demandUser(principal)
    const rows = await listSessions(ctx, organisationId, userId)
    const answer: OwnSessionsResponse = {
      sessions: rows.map((row) => ({
        id: row.id,
        createdAt: row.createdAt.toISOString(),
        lastSeenAt: row.lastSeenAt.toISOString(),
        userAgent: row.userAgent,
        current: row.id === sessionId,
      })),
    }
    return { status: 200, body: answer }
  },
})
