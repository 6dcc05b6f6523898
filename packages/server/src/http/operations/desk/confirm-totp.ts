import { totpConfirmRequestSchema } from '@kartu/contract'
import { confirmTotp as confirm } from '../../../access/change-totp.ts'
import { defineOperation } from '../../operation.ts'
import { describeSession } from '../../wire/describe-session.ts'
import { findActingUser } from './acting-user.ts'

/** Puts the second step in force: a code proves that the app has the secret. */
export const confirmTotp = defineOperation({
  id: 'confirmTotp',
  body: totpConfirmRequestSchema,
  async handle({ principal, body }, { ctx }) {
    const user = await confirm(ctx, await findActingUser(ctx.db, principal), body.code)
    return { status: 200, body: describeSession(user, principal.organisation) }
  },
})
