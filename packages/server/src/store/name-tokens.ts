import type { KeyKeeper } from '../keys/key-keeper.ts'
import type { Db, Tx } from './tables.ts'

/** Longest name that is indexed in full; whoever sends a book as a name fills no table with it. */
const TOKENS_MAX = 12

/** The parts of a name that a search compares: letters and digits, without marks, in capitals. */
function nameTokensOf(name: string): readonly string[] {
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toUpperCase()
  return [...new Set(plain.match(/[\p{L}\p{N}]+/gu) ?? [])].slice(0, TOKENS_MAX)
}

/** Makes a customer findable by the parts of a name, in the transaction that learns of it. */
export async function indexName(
  tx: Tx,
  keys: Pick<KeyKeeper, 'nameTokenHash'>,
  organisationId: string,
  customerId: string,
  name: string,
): Promise<void> {
  const hashes = await hashTokens(tx, keys, organisationId, name)
  if (hashes.length === 0) return
  await tx
    .insertInto('customerNameTokens')
    .values(hashes.map((tokenHash) => ({ organisationId, tokenHash, customerId })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Ids of customers with all parts of a name, newest first. */
export async function findCustomersByName(
  db: Db,
  keys: Pick<KeyKeeper, 'nameTokenHash'>,
  organisationId: string,
  name: string,
  limit: number,
): Promise<readonly string[]> {
  const hashes = await hashTokens(db, keys, organisationId, name)
  if (hashes.length === 0) return []
  const rows = await db
    .selectFrom('customerNameTokens')
    .select('customerId')
    .where('organisationId', '=', organisationId)
    .where('tokenHash', 'in', hashes)
    .groupBy('customerId')
    .having((having) => having.fn.countAll(), '=', hashes.length)
    .orderBy('customerId', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ customerId }) => customerId)
}

const hashTokens = (
  db: Db,
  keys: Pick<KeyKeeper, 'nameTokenHash'>,
  organisationId: string,
  name: string,
): Promise<Buffer[]> =>
  Promise.all(
    nameTokensOf(name).map(async (token) => Buffer.from(await keys.nameTokenHash(db, organisationId, token))),
  )
