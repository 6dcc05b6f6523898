import type { Scope } from '@kartu/contract'
import { createId } from '@kartu/core'
import { appendAudit } from '../audit/append-audit.ts'
import type { KeyKeeper } from '../keys/key-keeper.ts'
import { inTransaction } from './database.ts'
import { findOrganisation } from './organisations.ts'
import { createSecretText, sha256OfText } from './secret-text.ts'
import type { StoreContext } from './store-context.ts'
import type { ApiKeyRow, Db, OrganisationRow } from './tables.ts'

export interface IssuedApiKey {
  readonly row: ApiKeyRow
  /** `qe_sk_<mode>_<32 base32>`: shown once, stored as SHA-256 only. */
  readonly key: string
  /** `qe_whsec_<32 base32>`: signs raw captures (contract §4); shown once, stored sealed. */
  readonly captureSecret: string
}

const CAPTURE_SECRET_KIND = 'capture_secret'
const KEY_PATTERN = /^qe_sk_(?:sandbox|live)_[a-z2-7]{32}$/

/** Issues a key. */
export async function issueApiKey(
  ctx: StoreContext,
  organisation: Pick<OrganisationRow, 'id' | 'mode'>,
  {
    name,
    scopes,
    actor,
  }: { readonly name: string; readonly scopes: readonly Scope[]; readonly actor: string },
): Promise<IssuedApiKey> {
  const nowMs = ctx.clock.nowMs()
  const id = createId('key', nowMs, ctx.random)
  const key = `qe_sk_${organisation.mode}_${createSecretText(ctx.random)}`
  const captureSecret = `qe_whsec_${createSecretText(ctx.random)}`
  const row = await inTransaction(ctx.db, async (tx) => {
    const secret = Buffer.from(captureSecret, 'utf8')
    const inserted = await tx
      .insertInto('apiKeys')
      .values({
        id,
        organisationId: organisation.id,
        name,
        sha256: sha256OfText(key),
        scopes: [...scopes],
        sealedCaptureSecret: await ctx.keys.sealForOrganisation(
          tx,
          organisation.id,
          CAPTURE_SECRET_KIND,
          id,
          secret,
        ),
        createdAt: new Date(nowMs),
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    const details = { scopes: [...scopes] }
    await appendAudit(tx, ctx, organisation.id, { actor, action: 'api_key.issued', subject: id, details })
    return inserted
  })
  return { row, key, captureSecret }
}

/** Who presents `key`; undefined when it is malformed, unknown or revoked. The lookup is by hash: nothing to time. */
export async function authenticateApiKey(
  { db, clock }: Pick<StoreContext, 'db' | 'clock'>,
  key: string,
): Promise<{ organisation: OrganisationRow; apiKey: ApiKeyRow } | undefined> {
  if (!KEY_PATTERN.test(key)) return undefined
  const apiKey = await db
    .selectFrom('apiKeys')
    .selectAll()
    .where('sha256', '=', sha256OfText(key))
    .where('revokedAt', 'is', null)
    .executeTakeFirst()
  if (apiKey === undefined) return undefined
  await noteUse(db, apiKey, clock.nowMs())
  const organisation = await findOrganisation(db, apiKey.organisationId)
  return organisation === undefined ? undefined : { organisation, apiKey }
}

/** Keys in use are noted this often, not with every request: it is a write. */
const USE_NOTED_EVERY_MS = 10 * 60_000

async function noteUse(db: Db, { id, lastUsedAt }: ApiKeyRow, nowMs: number): Promise<void> {
  if (lastUsedAt !== null && nowMs - lastUsedAt.getTime() < USE_NOTED_EVERY_MS) return
  await db
    .updateTable('apiKeys')
    .set({ lastUsedAt: new Date(nowMs) })
    .where('id', '=', id)
    .execute()
}

/** The key's capture secret, unsealed. */
export async function revealCaptureSecret(db: Db, keys: KeyKeeper, apiKey: ApiKeyRow): Promise<string> {
  const { organisationId, id, sealedCaptureSecret } = apiKey
  const secret = await keys.openForOrganisation(
    db,
    organisationId,
    CAPTURE_SECRET_KIND,
    id,
    sealedCaptureSecret,
  )
  return Buffer.from(secret).toString('utf8')
}

/** An organisation's keys, revoked ones included, oldest first. */
export const listApiKeys = (db: Db, organisationId: string): Promise<ApiKeyRow[]> =>
  db.selectFrom('apiKeys').selectAll().where('organisationId', '=', organisationId).orderBy('id').execute()

/** False when there is no such key, or it was revoked before. */
export async function revokeApiKey(
  ctx: StoreContext,
  organisationId: string,
  apiKeyId: string,
  actor: string,
): Promise<boolean> {
  return inTransaction(ctx.db, async (tx) => {
    const result = await tx
      .updateTable('apiKeys')
      .set({ revokedAt: new Date(ctx.clock.nowMs()) })
      .where('organisationId', '=', organisationId)
      .where('id', '=', apiKeyId)
      .where('revokedAt', 'is', null)
      .executeTakeFirst()
    if (result.numUpdatedRows === 0n) return false
    await appendAudit(tx, ctx, organisationId, { actor, action: 'api_key.revoked', subject: apiKeyId })
    return true
  })
}
