import { findOrganisation } from './organisations.ts'
import { createSecretText, sha256OfText } from './secret-text.ts'
import type { StoreContext } from './store-context.ts'
import type { Db, OrganisationRow } from './tables.ts'

export interface NewClientToken {
  readonly customerId: string
  /** The key that asked for it; revoking that key ends its tokens. */
  readonly apiKeyId: string
  /** Origins a browser may use it from; empty: any. */
  readonly origins: readonly string[]
  readonly ttlMs: number
}

/** Whom a client token speaks for. */
export interface ClientTokenHolder {
  readonly organisation: OrganisationRow
  readonly customerId: string
  readonly apiKeyId: string
  readonly origins: readonly string[]
  readonly expiresAt: Date
}

const TOKEN_PATTERN = /^qe_ct_[a-z2-7]{32}$/

/** Issues `qe_ct_<32 base32>`, bound to one customer. */
export async function issueClientToken(
  ctx: Pick<StoreContext, 'db' | 'clock' | 'random'>,
  organisationId: string,
  fields: NewClientToken,
): Promise<{ token: string; expiresAt: Date }> {
  const nowMs = ctx.clock.nowMs()
  const token = `qe_ct_${createSecretText(ctx.random)}`
  const expiresAt = new Date(nowMs + fields.ttlMs)
  await ctx.db
    .insertInto('clientTokens')
    .values({
      sha256: sha256OfText(token),
      organisationId,
      customerId: fields.customerId,
      apiKeyId: fields.apiKeyId,
      origins: [...fields.origins],
      createdAt: new Date(nowMs),
      expiresAt,
    })
    .execute()
  return { token, expiresAt }
}

/** Undefined when the token is malformed or unknown, or its key was revoked. The caller compares `expiresAt` with its clock. */
export async function authenticateClientToken(db: Db, token: string): Promise<ClientTokenHolder | undefined> {
  if (!TOKEN_PATTERN.test(token)) return undefined
  const row = await db
    .selectFrom('clientTokens as token')
    .innerJoin('apiKeys as apiKey', 'apiKey.id', 'token.apiKeyId')
    .select([
      'token.organisationId',
      'token.customerId',
      'token.apiKeyId',
      'token.origins',
      'token.expiresAt',
    ])
    .where('token.sha256', '=', sha256OfText(token))
    .where('apiKey.revokedAt', 'is', null)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const organisation = await findOrganisation(db, row.organisationId)
  return organisation === undefined ? undefined : { ...row, organisation }
}
