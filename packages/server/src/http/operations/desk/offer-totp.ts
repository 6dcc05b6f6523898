import type { TotpOffer } from '@kartu/contract'
import { offerTotp as offer } from '../../../access/change-totp.ts'
import { defineOperation } from '../../operation.ts'
import { findActingUser } from './acting-user.ts'

/** Begins a second step; the secret is shown this once. */
export const offerTotp = defineOperation({
  id: 'offerTotp',
  async handle({ principal }, { ctx }) {
    const answer: TotpOffer = await offer(ctx, await findActingUser(ctx.db, principal))
    return { status: 201, body: answer }
  },
})
