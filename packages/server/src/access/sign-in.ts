import { setTimeout as sleep } from 'node:timers/promises'
import type { SignInRequest } from '@kartu/contract'
import { KartuError } from '@kartu/core'
import { appendAudit } from '../audit/append-audit.ts'
import { inTransaction } from '../store/database.ts'
import type { UserRow } from '../store/desk-access-tables.ts'
import { findOrganisation } from '../store/organisations.ts'
import { accountOf, beginAttempt, forgiveAttempts, withdrawAttempt } from '../store/sign-in-delays.ts'
import type { StoreContext } from '../store/store-context.ts'
import { startSession, type SessionHolder } from '../store/user-sessions.ts'
import { findUserByEmail } from '../store/users.ts'
import { DECOY_HASH, isPassword } from './password-hash.ts'
import { acceptCode } from './totp.ts'

/** Longer than any of the ways to refuse takes by itself, so that the time says nothing about which one it was. */
const REFUSAL_FLOOR_MS = 400
const SECOND_MS = 1000

export interface SignedIn extends SessionHolder {
  /** For the cookie. */
  readonly token: string
}

/**
 * Begins a session. Whoever tries addresses learns nothing: an unknown one costs the same work, takes the same time, waits
 * the same delay and reads the same sentence as a wrong password, a wrong code or a disabled account.
 * @throws KartuError `credentials_invalid` | `totp_required` | `rate_limited`
 */
export async function signIn(
  ctx: StoreContext,
  request: Pick<SignInRequest, 'email' | 'password' | 'totpCode'>,
  userAgent: string | null,
): Promise<SignedIn> {
  const refuseAt = performance.now() + REFUSAL_FLOOR_MS
  const account = accountOf(request.email)
  await demandPatience(ctx, account)
  const user = await findUserByEmail(ctx.db, request.email)
  const isRight = await isPassword(request.password, user?.passwordHash ?? DECOY_HASH)
  if (user === undefined || !isRight || user.disabledAt !== null) return refuse(ctx, user, refuseAt)
  if (user.totpConfirmedAt !== null) {
    if (request.totpCode === undefined) {
      await withdrawAttempt(ctx.db, account)
      throw new KartuError('totp_required', 'The account has a second step')
    }
    if (!(await acceptCode(ctx.db, ctx, user, request.totpCode))) return refuse(ctx, user, refuseAt)
  }
  await forgiveAttempts(ctx.db, account)
  return begin(ctx, user, userAgent)
}

/** Counts an attempt at an account's password. Throws `rate_limited` while the account has to wait. */
export async function demandPatience(ctx: StoreContext, account: Uint8Array): Promise<void> {
  const waitMs = await beginAttempt(ctx.db, account, ctx.clock.nowMs())
  if (waitMs === 0) return
  const details = { retryAfterSeconds: Math.ceil(waitMs / SECOND_MS) }
  throw new KartuError('rate_limited', 'The account waits after wrong passwords', details)
}

async function begin(ctx: StoreContext, user: UserRow, userAgent: string | null): Promise<SignedIn> {
  const { organisationId } = user
  const started = await inTransaction(ctx.db, async (tx) => {
    const session = await startSession(tx, ctx, user, userAgent)
    await tx
      .updateTable('users')
      .set({ lastLoginAt: session.row.createdAt })
      .where('organisationId', '=', organisationId)
      .where('id', '=', user.id)
      .execute()
    await appendAudit(tx, ctx, organisationId, {
      actor: user.id,
      action: 'user.signed_in',
      subject: user.id,
      details: { sessionId: session.row.id, totp: user.totpConfirmedAt !== null },
    })
    return session
  })
  const organisation = await findOrganisation(ctx.db, organisationId)
  if (organisation === undefined) throw new KartuError('internal', 'A user without an organisation')
  return { organisation, user, session: started.row, token: started.token }
}

async function refuse(ctx: StoreContext, user: UserRow | undefined, refuseAt: number): Promise<never> {
  if (user !== undefined) {
    const { id, organisationId } = user
    await inTransaction(ctx.db, (tx) =>
      appendAudit(tx, ctx, organisationId, { actor: id, action: 'user.sign_in_refused', subject: id }),
    )
  }
  await sleep(Math.max(0, refuseAt - performance.now()))
  throw new KartuError('credentials_invalid', 'Sign-in refused')
}
