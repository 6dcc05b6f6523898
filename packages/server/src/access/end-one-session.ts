import { appendAudit } from '../audit/append-audit.ts'
import { inTransaction } from '../store/database.ts'
import type { StoreContext } from '../store/store-context.ts'
import { endSession } from '../store/user-sessions.ts'

/** Ends one of a user's own sessions, with its trace; false when there is none to end. */
export async function endOneSession(
  ctx: StoreContext,
  user: { readonly organisationId: string; readonly userId: string },
  sessionId: string,
  action: 'user.signed_out' | 'user.session_ended',
): Promise<boolean> {
  const { organisationId, userId } = user
  return inTransaction(ctx.db, async (tx) => {
    if (!(await endSession(tx, organisationId, userId, sessionId, ctx.clock.nowMs()))) return false
    const details = { sessionId }
    await appendAudit(tx, ctx, organisationId, { actor: userId, action, subject: userId, details })
    return true
  })
}
