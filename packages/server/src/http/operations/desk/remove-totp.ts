import { totpRemoveRequestSchema } from '@kartu/contract'
import { removeTotp as remove } from '../../../access/change-totp.ts'
import { defineOperation } from '../../operation.ts'
import { describeSession } from '../../wire/describe-session.ts'
import { findActingUser } from './acting-user.ts'

/** Gives the second step up; an open desk alone is not enough for that, it takes the password. */
export const removeTotp = defineOperation({
  id: 'removeTotp',
  body: totpRemoveRequestSchema,
  async handle({ principal, body }, { ctx }) {
    const user = await remove(ctx, await findActingUser(ctx.db, principal), body.password)
    return { status: 200, body: describeSession(user, principal.organisation) }
  },
})
