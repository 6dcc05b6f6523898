import { createId } from '@kartu/core'
import { findOrganisation } from './organisations.ts'
import type { UserRow, UserSessionRow } from './desk-access-tables.ts'
import { sha256OfText } from './secret-text.ts'
import type { StoreContext } from './store-context.ts'
import type { Db, OrganisationRow, Tx } from './tables.ts'

const MINUTE_MS = 60_000
/** A desk that nobody touches is a desk somebody else may sit down at. */
const SESSION_IDLE_MS = 30 * MINUTE_MS
/** A working day; a stolen cookie is worth no more. */
export const SESSION_LIFE_MS = 12 * 60 * MINUTE_MS
/** The last use is written down no more often than this: reading must not mean a write every time. */
const SEEN_STEP_MS = MINUTE_MS
const TOKEN_BYTES = 32
const TOKEN_SHAPE = /^[A-Za-z0-9_-]{43}$/
const USER_AGENT_CHARS_MAX = 256

export interface StartedSession {
  readonly row: UserSessionRow
  /** For the cookie; stored as SHA-256 only, so that nobody who reads the database can sit down at a desk. */
  readonly token: string
}

export interface SessionHolder {
  readonly organisation: OrganisationRow
  readonly user: UserRow
  readonly session: UserSessionRow
}

/** Begins a session, with a token that nothing before it could have fixed. */
export async function startSession(
  tx: Tx,
  ctx: Pick<StoreContext, 'clock' | 'random'>,
  user: Pick<UserRow, 'id' | 'organisationId'>,
  userAgent: string | null,
): Promise<StartedSession> {
  const nowMs = ctx.clock.nowMs()
  const token = Buffer.from(ctx.random.bytes(TOKEN_BYTES)).toString('base64url')
  const row = await tx
    .insertInto('userSessions')
    .values({
      id: createId('ses', nowMs, ctx.random),
      organisationId: user.organisationId,
      userId: user.id,
      sha256: sha256OfText(token),
      userAgent: userAgent?.slice(0, USER_AGENT_CHARS_MAX) ?? null,
      createdAt: new Date(nowMs),
      lastSeenAt: new Date(nowMs),
      expiresAt: new Date(nowMs + SESSION_LIFE_MS),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return { row, token }
}

/**
 * Whose session a token is; undefined when it is unknown, ended, idle or too old, or its user is disabled. A request that
 * nobody asked for does not keep the session: a page left open fetches by itself all night.
 */
export async function authenticateSession(
  { db, clock }: Pick<StoreContext, 'db' | 'clock'>,
  token: string,
  isAttended: boolean,
): Promise<SessionHolder | undefined> {
  if (!TOKEN_SHAPE.test(token)) return undefined
  const nowMs = clock.nowMs()
  const session = await db
    .selectFrom('userSessions')
    .selectAll()
    .where('sha256', '=', sha256OfText(token))
    .executeTakeFirst()
  if (session === undefined || !isLive(session, nowMs)) return undefined
  const { organisationId, userId } = session
  const user = await db
    .selectFrom('users')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('id', '=', userId)
    .where('disabledAt', 'is', null)
    .executeTakeFirst()
  const organisation = await findOrganisation(db, organisationId)
  if (user === undefined || organisation === undefined) return undefined
  if (isAttended && nowMs - session.lastSeenAt.getTime() >= SEEN_STEP_MS) {
    await db
      .updateTable('userSessions')
      .set({ lastSeenAt: new Date(nowMs) })
      .where('organisationId', '=', organisationId)
      .where('id', '=', session.id)
      .execute()
  }
  return { organisation, user, session }
}

/** A user's sessions that still open something, newest first. */
export async function listSessions(
  { db, clock }: Pick<StoreContext, 'db' | 'clock'>,
  organisationId: string,
  userId: string,
): Promise<UserSessionRow[]> {
  const rows = await db
    .selectFrom('userSessions')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('userId', '=', userId)
    .where('endedAt', 'is', null)
    .orderBy('id', 'desc')
    .execute()
  const nowMs = clock.nowMs()
  return rows.filter((row) => isLive(row, nowMs))
}

/** Ends one session of a user; false when there is none to end. */
export async function endSession(
  tx: Tx,
  organisationId: string,
  userId: string,
  sessionId: string,
  nowMs: number,
): Promise<boolean> {
  const ended = await tx
    .updateTable('userSessions')
    .set({ endedAt: new Date(nowMs) })
    .where('organisationId', '=', organisationId)
    .where('userId', '=', userId)
    .where('id', '=', sessionId)
    .where('endedAt', 'is', null)
    .executeTakeFirst()
  return ended.numUpdatedRows > 0n
}

/** Ends every session of a user. */
export async function endSessionsOf(
  db: Db,
  organisationId: string,
  userId: string,
  nowMs: number,
): Promise<void> {
  await db
    .updateTable('userSessions')
    .set({ endedAt: new Date(nowMs) })
    .where('organisationId', '=', organisationId)
    .where('userId', '=', userId)
    .where('endedAt', 'is', null)
    .execute()
}

function isLive(session: UserSessionRow, nowMs: number): boolean {
  return (
    session.endedAt === null &&
    nowMs < session.expiresAt.getTime() &&
    nowMs < session.lastSeenAt.getTime() + SESSION_IDLE_MS
  )
}
