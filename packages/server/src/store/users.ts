import type { Role } from '@kartu/contract'
import { createId, KartuError } from '@kartu/core'
import { createFirstPassword } from '../access/first-password.ts'
import { hashPassword } from '../access/password-hash.ts'
import { appendAudit } from '../audit/append-audit.ts'
import { inTransaction, sqlState, UNIQUE_VIOLATION } from './database.ts'
import type { UserRow } from './desk-access-tables.ts'
import type { StoreContext } from './store-context.ts'
import type { Db, Tx } from './tables.ts'
import { endSessionsOf } from './user-sessions.ts'

export interface NewUser {
  /** Lower case. */
  readonly email: string
  readonly name: string
  readonly role: Role
}

export interface UserWithFirstPassword {
  readonly row: UserRow
  /** Shown once, stored as a hash only. */
  readonly firstPassword: string
}

/** Creates a user who must change the password at the first sign-in. Throws `email_taken`. */
export async function createUser(
  ctx: StoreContext,
  organisationId: string,
  { email, name, role }: NewUser,
  actor: string,
): Promise<UserWithFirstPassword> {
  const nowMs = ctx.clock.nowMs()
  const id = createId('usr', nowMs, ctx.random)
  const firstPassword = createFirstPassword(ctx.random)
  const passwordHash = await hashPassword(firstPassword, ctx.random)
  try {
    const row = await inTransaction(ctx.db, async (tx) => {
      const inserted = await tx
        .insertInto('users')
        .values({
          id,
          organisationId,
          email,
          name,
          role,
          passwordHash,
          mustChangePassword: true,
          createdAt: new Date(nowMs),
        })
        .returningAll()
        .executeTakeFirstOrThrow()
      await appendAudit(tx, ctx, organisationId, {
        actor,
        action: 'user.created',
        subject: id,
        details: { role },
      })
      return inserted
    })
    return { row, firstPassword }
  } catch (error) {
    if (sqlState(error) !== UNIQUE_VIOLATION) throw error
    throw new KartuError('email_taken', 'There is a user with this e-mail address')
  }
}

/** Undefined when the organisation has no such user. */
export const findUser = (db: Db, organisationId: string, id: string): Promise<UserRow | undefined> =>
  db
    .selectFrom('users')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst()

/** Whoever signs in with this address; addresses are unique over all organisations. */
export const findUserByEmail = (db: Db, email: string): Promise<UserRow | undefined> =>
  db.selectFrom('users').selectAll().where('email', '=', email).executeTakeFirst()

/** An organisation's users, disabled ones included, oldest first. */
export const listUsers = (db: Db, organisationId: string): Promise<UserRow[]> =>
  db.selectFrom('users').selectAll().where('organisationId', '=', organisationId).orderBy('id').execute()

/** Changes role or access; a disabled user's sessions end at once. Throws `not_found` | `last_administrator`. */
export async function changeUser(
  ctx: StoreContext,
  organisationId: string,
  id: string,
  change: { readonly role?: Role | undefined; readonly disabled?: boolean | undefined },
  actor: string,
): Promise<UserRow> {
  return inTransaction(ctx.db, async (tx) => {
    const before = await lockUser(tx, organisationId, id)
    const nowMs = ctx.clock.nowMs()
    const role = change.role ?? before.role
    const disabledAt = disabledSince(before.disabledAt, change.disabled, nowMs)
    const after = await tx
      .updateTable('users')
      .set({ role, disabledAt })
      .where('organisationId', '=', organisationId)
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow()
    if (administers(before) && !administers(after)) await demandAdministrator(tx, organisationId)
    if (disabledAt !== null) await endSessionsOf(tx, organisationId, id, nowMs)
    if (role !== before.role) {
      const details = { from: before.role, to: role }
      await appendAudit(tx, ctx, organisationId, { actor, action: 'user.role_changed', subject: id, details })
    }
    if ((disabledAt === null) !== (before.disabledAt === null)) {
      const action = disabledAt === null ? 'user.enabled' : 'user.disabled'
      await appendAudit(tx, ctx, organisationId, { actor, action, subject: id })
    }
    return after
  })
}

/** A new one-time password for who lost theirs; second step and sessions end. Throws `not_found`. */
export async function resetUser(
  ctx: StoreContext,
  organisationId: string,
  id: string,
  actor: string,
): Promise<UserWithFirstPassword> {
  const firstPassword = createFirstPassword(ctx.random)
  const passwordHash = await hashPassword(firstPassword, ctx.random)
  const row = await inTransaction(ctx.db, async (tx) => {
    await lockUser(tx, organisationId, id)
    const updated = await tx
      .updateTable('users')
      .set({
        passwordHash,
        mustChangePassword: true,
        sealedTotpSecret: null,
        totpConfirmedAt: null,
        totpLastStep: null,
      })
      .where('organisationId', '=', organisationId)
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow()
    await endSessionsOf(tx, organisationId, id, ctx.clock.nowMs())
    await appendAudit(tx, ctx, organisationId, { actor, action: 'user.reset', subject: id })
    return updated
  })
  return { row, firstPassword }
}

/** The organisation's row first, so that two administrators who demote each other come one after the other. */
async function lockUser(tx: Tx, organisationId: string, id: string): Promise<UserRow> {
  await tx
    .selectFrom('organisations')
    .select('id')
    .where('id', '=', organisationId)
    .forNoKeyUpdate()
    .executeTakeFirst()
  const row = await tx
    .selectFrom('users')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw new KartuError('not_found', 'No such user')
  return row
}

const administers = (user: UserRow): boolean => user.role === 'administrator' && user.disabledAt === null

async function demandAdministrator(tx: Tx, organisationId: string): Promise<void> {
  const administrator = await tx
    .selectFrom('users')
    .select('id')
    .where('organisationId', '=', organisationId)
    .where('role', '=', 'administrator')
    .where('disabledAt', 'is', null)
    .limit(1)
    .executeTakeFirst()
  if (administrator === undefined) throw new KartuError('last_administrator', 'Nobody would manage users')
}

function disabledSince(before: Date | null, disabled: boolean | undefined, nowMs: number): Date | null {
  if (disabled === undefined) return before
  return disabled ? (before ?? new Date(nowMs)) : null
}
