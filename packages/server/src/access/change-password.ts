import { KartuError } from '@kartu/core'
import { appendAudit } from '../audit/append-audit.ts'
import { inTransaction } from '../store/database.ts'
import type { UserRow } from '../store/desk-access-tables.ts'
import type { StoreContext } from '../store/store-context.ts'
import { endSessionsOf, startSession } from '../store/user-sessions.ts'
import { demandPassword } from './demand-password.ts'
import { hashPassword } from './password-hash.ts'

/** Answers the user and the token of the one session that is left. @throws KartuError `password_wrong` | `validation_failed` */
export async function changePassword(
  ctx: StoreContext,
  user: UserRow,
  passwords: { readonly currentPassword: string; readonly newPassword: string },
  userAgent: string | null,
): Promise<{ readonly user: UserRow; readonly token: string }> {
  const { currentPassword, newPassword } = passwords
  await demandPassword(ctx, user, currentPassword)
  if (newPassword === currentPassword || newPassword.toLowerCase() === user.email) {
    throw new KartuError('validation_failed', 'The new password is no new one', {
      fieldErrors: { newPassword: ['must differ from the present one and from the e-mail address'] },
    })
  }
  const passwordHash = await hashPassword(newPassword, ctx.random)
  const { id, organisationId } = user
  return inTransaction(ctx.db, async (tx) => {
    const changed = await tx
      .updateTable('users')
      .set({ passwordHash, mustChangePassword: false })
      .where('organisationId', '=', organisationId)
      .where('id', '=', id)
      // Of two changes at once, or a reset meanwhile, the later one must not win unseen.
      .where('passwordHash', '=', user.passwordHash)
      .returningAll()
      .executeTakeFirst()
    if (changed === undefined) throw new KartuError('password_wrong', 'The password was changed meanwhile')
    await endSessionsOf(tx, organisationId, id, ctx.clock.nowMs())
    const { token } = await startSession(tx, ctx, changed, userAgent)
    await appendAudit(tx, ctx, organisationId, { actor: id, action: 'user.password_changed', subject: id })
    return { user: changed, token }
  })
}
