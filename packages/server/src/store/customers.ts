import { createId } from '@kartu/core'
import { appendAudit } from '../audit/append-audit.ts'
import type { KeyKeeper } from '../keys/key-keeper.ts'
import { inTransaction } from './database.ts'
import { indexName } from './name-tokens.ts'
import type { StoreContext } from './store-context.ts'
import type { CustomerRow, Db, Tx } from './tables.ts'

/** What is personal about a customer: stored sealed under the customer's own key. */
export interface CustomerProfile {
  readonly fullName?: string
  readonly metadata?: Readonly<Record<string, unknown>>
}

export interface NewCustomer extends CustomerProfile {
  /** The integrator's own id; unique per organisation, makes the call idempotent. */
  readonly externalId?: string
  readonly actor: string
}

const PROFILE_KIND = 'profile'

/** Creates a customer, or answers the one who has this `externalId` already: also when two calls race. */
export async function createCustomer(
  ctx: StoreContext,
  organisationId: string,
  { externalId, actor, ...profile }: NewCustomer,
): Promise<{ row: CustomerRow; created: boolean }> {
  return inTransaction(ctx.db, async (tx) => {
    const nowMs = ctx.clock.nowMs()
    const id = createId('cus', nowMs, ctx.random)
    const row = await tx
      .insertInto('customers')
      .values({ id, organisationId, externalId: externalId ?? null, createdAt: new Date(nowMs) })
      // Waits for a racing insert of the same externalId to commit, then inserts nothing.
      .onConflict((conflict) => conflict.columns(['organisationId', 'externalId']).doNothing())
      .returningAll()
      .executeTakeFirst()
    if (row === undefined)
      return { row: await findByExternalId(tx, organisationId, externalId ?? ''), created: false }
    await ctx.keys.createCustomerKey(tx, organisationId, id, nowMs)
    const sealedProfile = await sealProfile(tx, ctx.keys, organisationId, id, profile)
    await tx.updateTable('customers').set({ sealedProfile }).where('id', '=', id).execute()
    if (profile.fullName !== undefined) await indexName(tx, ctx.keys, organisationId, id, profile.fullName)
    await appendAudit(tx, ctx, organisationId, { actor, action: 'customer.created', subject: id })
    return { row: { ...row, sealedProfile }, created: true }
  })
}

async function findByExternalId(tx: Tx, organisationId: string, externalId: string): Promise<CustomerRow> {
  return tx
    .selectFrom('customers')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('externalId', '=', externalId)
    .executeTakeFirstOrThrow()
}

async function sealProfile(
  tx: Tx,
  keys: KeyKeeper,
  organisationId: string,
  id: string,
  profile: CustomerProfile,
): Promise<Buffer> {
  const bytes = Buffer.from(JSON.stringify(profile), 'utf8')
  return Buffer.from(await keys.sealForCustomer(tx, organisationId, id, PROFILE_KIND, id, bytes))
}

/** Undefined when the organisation has no such customer. */
export const findCustomer = (db: Db, organisationId: string, id: string): Promise<CustomerRow | undefined> =>
  db
    .selectFrom('customers')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst()

/** The customer's profile, unsealed; empty when the customer was erased. */
export async function openProfile(db: Db, keys: KeyKeeper, row: CustomerRow): Promise<CustomerProfile> {
  if (row.sealedProfile === null) return {}
  const bytes = await keys.openForCustomer(
    db,
    row.organisationId,
    row.id,
    PROFILE_KIND,
    row.id,
    row.sealedProfile,
  )
  return JSON.parse(Buffer.from(bytes).toString('utf8')) as CustomerProfile
}

/** The profiles of many customers by id, with one look at their keys; none for the erased. */
export async function openProfiles(
  db: Db,
  keys: KeyKeeper,
  organisationId: string,
  rows: readonly Pick<CustomerRow, 'id' | 'sealedProfile'>[],
): Promise<ReadonlyMap<string, CustomerProfile>> {
  const records = rows.flatMap(({ id, sealedProfile }) =>
    sealedProfile === null ? [] : [{ customerId: id, recordId: id, sealed: sealedProfile }],
  )
  const opened = await keys.openForCustomers(db, organisationId, PROFILE_KIND, records)
  return new Map(
    [...opened].map(([id, bytes]) => [
      id,
      JSON.parse(Buffer.from(bytes).toString('utf8')) as CustomerProfile,
    ]),
  )
}

/** At most `limit` customers, newest first; `afterId` is the last id of the page before. */
export function listCustomers(
  db: Db,
  organisationId: string,
  { limit, afterId }: { readonly limit: number; readonly afterId?: string },
): Promise<CustomerRow[]> {
  let query = db.selectFrom('customers').selectAll().where('organisationId', '=', organisationId)
  if (afterId !== undefined) query = query.where('id', '<', afterId)
  return query.orderBy('id', 'desc').limit(limit).execute()
}
