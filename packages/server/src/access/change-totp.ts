import type { TotpOffer } from '@kartu/contract'
import { KartuError } from '@kartu/core'
import { appendAudit } from '../audit/append-audit.ts'
import { inTransaction } from '../store/database.ts'
import type { UserRow } from '../store/desk-access-tables.ts'
import { accountOf, forgiveAttempts } from '../store/sign-in-delays.ts'
import type { StoreContext } from '../store/store-context.ts'
import type { Tx } from '../store/tables.ts'
import { demandPassword } from './demand-password.ts'
import { demandPatience } from './sign-in.ts'
import { acceptCode, createTotpSecret, describeTotpSecret, sealTotpSecret } from './totp.ts'

type TotpColumns = Pick<UserRow, 'totpConfirmedAt' | 'totpLastStep'> & {
  readonly sealedTotpSecret: Uint8Array | null
}

/** Stores a secret that counts only once a code was confirmed; asking again makes another one. Throws `totp_enabled`. */
export async function offerTotp(ctx: StoreContext, user: UserRow): Promise<TotpOffer> {
  const secret = createTotpSecret(ctx.random)
  await inTransaction(ctx.db, async (tx) => {
    const sealedTotpSecret = await sealTotpSecret(tx, ctx, user, secret)
    await setUnconfirmed(tx, user, { sealedTotpSecret, totpConfirmedAt: null, totpLastStep: null })
  })
  return describeTotpSecret(secret, user.email)
}

/** Throws `totp_code_invalid` | `totp_enabled` | `rate_limited`. */
export async function confirmTotp(ctx: StoreContext, user: UserRow, code: string): Promise<UserRow> {
  if (user.totpConfirmedAt !== null) throw alreadyEnabled()
  const account = accountOf(user.email)
  await demandPatience(ctx, account)
  if (!(await acceptCode(ctx.db, ctx, user, code))) {
    throw new KartuError('totp_code_invalid', 'The code does not fit')
  }
  await forgiveAttempts(ctx.db, account)
  return inTransaction(ctx.db, async (tx) => {
    const confirmed = await setUnconfirmed(tx, user, { totpConfirmedAt: new Date(ctx.clock.nowMs()) })
    await trace(tx, ctx, user, 'user.totp_enabled')
    return confirmed
  })
}

/** Throws `password_wrong` | `rate_limited`. */
export async function removeTotp(ctx: StoreContext, user: UserRow, password: string): Promise<UserRow> {
  await demandPassword(ctx, user, password)
  return inTransaction(ctx.db, async (tx) => {
    const removed = await tx
      .updateTable('users')
      .set({ sealedTotpSecret: null, totpConfirmedAt: null, totpLastStep: null })
      .where('organisationId', '=', user.organisationId)
      .where('id', '=', user.id)
      .returningAll()
      .executeTakeFirstOrThrow()
    if (user.totpConfirmedAt !== null) await trace(tx, ctx, user, 'user.totp_removed')
    return removed
  })
}

async function setUnconfirmed(tx: Tx, user: UserRow, columns: Partial<TotpColumns>): Promise<UserRow> {
  const row = await tx
    .updateTable('users')
    .set(columns)
    .where('organisationId', '=', user.organisationId)
    .where('id', '=', user.id)
    .where('totpConfirmedAt', 'is', null)
    .returningAll()
    .executeTakeFirst()
  if (row === undefined) throw alreadyEnabled()
  return row
}

const trace = (tx: Tx, ctx: StoreContext, { id, organisationId }: UserRow, action: string): Promise<void> =>
  appendAudit(tx, ctx, organisationId, { actor: id, action, subject: id })

function alreadyEnabled(): KartuError {
  return new KartuError('totp_enabled', 'The account has a second step already')
}
