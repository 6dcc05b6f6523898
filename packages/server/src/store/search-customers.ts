import type { KeyKeeper } from '../keys/key-keeper.ts'
import { findCustomersByName } from './name-tokens.ts'
import type { CustomerRow, Db } from './tables.ts'

/** More than anybody reads through: a search this wide is no search. */
const MATCHES_MAX = 500
const NIK_SHAPE = /^\d{16}$/

/**
 * Ids of the customers that a text names: an id of ours or the integrator's own, a NIK, or all parts of a name. Names and numbers
 * are compared as keyed hashes: the database never sees them.
 */
export async function findCustomerIds(
  db: Db,
  keys: Pick<KeyKeeper, 'nikHash' | 'nameTokenHash'>,
  organisationId: string,
  text: string,
): Promise<readonly string[]> {
  const wanted = text.trim()
  const ids = new Set<string>()
  for (const column of ['id', 'externalId'] as const) {
    const row = await db
      .selectFrom('customers')
      .select('id')
      .where('organisationId', '=', organisationId)
      .where(column, '=', wanted)
      .executeTakeFirst()
    if (row !== undefined) ids.add(row.id)
  }
  const digits = wanted.replaceAll(/[\s.-]/g, '')
  if (NIK_SHAPE.test(digits)) {
    const rows = await db
      .selectFrom('nikHashes')
      .select('customerId')
      .distinct()
      .where('organisationId', '=', organisationId)
      .where('nikHash', '=', Buffer.from(await keys.nikHash(db, organisationId, digits)))
      .limit(MATCHES_MAX)
      .execute()
    for (const { customerId } of rows) ids.add(customerId)
  }
  const named = await findCustomersByName(db, keys, organisationId, wanted, MATCHES_MAX)
  return [...ids, ...named.filter((id) => !ids.has(id))]
}

/** A page of the customers named by id, newest first. */
export function listCustomersById(
  db: Db,
  organisationId: string,
  ids: readonly string[],
  { limit, afterId }: { readonly limit: number; readonly afterId?: string | undefined },
): Promise<CustomerRow[]> {
  if (ids.length === 0) return Promise.resolve([])
  let query = db
    .selectFrom('customers')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('id', 'in', [...ids])
  if (afterId !== undefined) query = query.where('id', '<', afterId)
  return query.orderBy('id', 'desc').limit(limit).execute()
}
