import type { Randomness } from '@kartu/core'
import {
  createKey,
  createKeyRing,
  rewrapKey,
  unwrapKey,
  wrapKey,
  type KeyRing,
  type VaultKey,
} from '@kartu/vault'
import { appendAudit } from '../audit/append-audit.ts'
import { inTransaction } from '../store/database.ts'
import type { StoreContext } from '../store/store-context.ts'
import type { Tx } from '../store/tables.ts'

export interface RotationReport {
  /** Version of the key in use from now on. */
  readonly version: number
  /** Keys that were rewrapped: not one record or frame was re-encrypted. */
  readonly rewrapped: number
}

interface Rotation {
  readonly master: KeyRing
  readonly organisationId: string
  readonly random: Randomness
  /** All versions; the newest wraps. */
  readonly ring: KeyRing
}

/** Keys rewrapped in one transaction: small, so that captures never wait long for a row. */
const BATCH_ROWS = 500

/**
 * Gives an organisation a new key, rewraps every customer's key and the organisation's secrets under it, and destroys the
 * old key once nothing needs it. Safe beside running captures, and to run again after a crash: it resumes.
 */
export async function rotateOrganisationKey(
  ctx: StoreContext,
  master: KeyRing,
  organisationId: string,
  actor: string,
): Promise<RotationReport> {
  const ring = await inTransaction(ctx.db, (tx) => addOrganisationKey(tx, ctx, master, organisationId, actor))
  const rotation: Rotation = { master, organisationId, random: ctx.random, ring }
  let rewrapped = await inTransaction(ctx.db, (tx) => rewrapSecrets(tx, rotation))
  for (let batch = -1; batch !== 0; rewrapped += batch) {
    batch = await inTransaction(ctx.db, (tx) => rewrapCustomerKeys(tx, rotation))
  }
  await ctx.db
    .deleteFrom('organisationKeys')
    .where('organisationId', '=', organisationId)
    .where('version', '<', ring.newest.version)
    .execute()
  return { version: ring.newest.version, rewrapped }
}

/** Rewraps every organisation's keys under the newest master key; afterwards the older versions may leave the key file. */
export async function rewrapOrganisationKeys(
  ctx: StoreContext,
  master: KeyRing,
  actor: string,
): Promise<RotationReport> {
  const version = master.newest.version
  const stale = await ctx.db
    .selectFrom('organisationKeys')
    .select(['organisationId', 'version'])
    .where('masterVersion', '<>', version)
    .orderBy('organisationId')
    .orderBy('version')
    .execute()
  for (const { organisationId, version: keyVersion } of stale) {
    await inTransaction(ctx.db, async (tx) => {
      const row = await tx
        .selectFrom('organisationKeys')
        .select('wrappedKey')
        .where('organisationId', '=', organisationId)
        .where('version', '=', keyVersion)
        .forUpdate()
        .executeTakeFirst()
      if (row === undefined) return
      const wrappedKey = rewrapKey(master, row.wrappedKey, bindingOfOrganisation(organisationId), ctx.random)
      await tx
        .updateTable('organisationKeys')
        .set({ wrappedKey, masterVersion: version })
        .where('organisationId', '=', organisationId)
        .where('version', '=', keyVersion)
        .execute()
      const details = { masterVersion: version, keyVersion }
      await appendAudit(tx, ctx, organisationId, {
        actor,
        action: 'master_key.rotated',
        subject: organisationId,
        details,
      })
    })
  }
  return { version, rewrapped: stale.length }
}

async function addOrganisationKey(
  tx: Tx,
  ctx: StoreContext,
  master: KeyRing,
  organisationId: string,
  actor: string,
): Promise<KeyRing> {
  // One rotation of an organisation at a time.
  await tx
    .selectFrom('organisations')
    .select('id')
    .where('id', '=', organisationId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const rows = await tx
    .selectFrom('organisationKeys')
    .select('wrappedKey')
    .where('organisationId', '=', organisationId)
    .execute()
  const binding = bindingOfOrganisation(organisationId)
  const keys: VaultKey[] = rows.map((row) => unwrapKey(master, row.wrappedKey, binding))
  const key = createKey(ctx.random, Math.max(...keys.map((known) => known.version)) + 1)
  await tx
    .insertInto('organisationKeys')
    .values({
      organisationId,
      version: key.version,
      masterVersion: master.newest.version,
      wrappedKey: wrapKey(master, key, binding, ctx.random),
      createdAt: new Date(ctx.clock.nowMs()),
    })
    .execute()
  const details = { version: key.version }
  await appendAudit(tx, ctx, organisationId, {
    actor,
    action: 'organisation_key.rotated',
    subject: organisationId,
    details,
  })
  return createKeyRing([...keys, key])
}

async function rewrapSecrets(tx: Tx, { organisationId, ring, random }: Rotation): Promise<number> {
  const rows = await tx
    .selectFrom('organisationSecrets')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('organisationKeyVersion', '<', ring.newest.version)
    .forUpdate()
    .execute()
  for (const { purpose, wrappedKey } of rows) {
    const binding = { purpose, organisation: organisationId, owner: organisationId }
    await tx
      .updateTable('organisationSecrets')
      .set({
        wrappedKey: rewrapKey(ring, wrappedKey, binding, random),
        organisationKeyVersion: ring.newest.version,
      })
      .where('organisationId', '=', organisationId)
      .where('purpose', '=', purpose)
      .execute()
  }
  return rows.length
}

async function rewrapCustomerKeys(tx: Tx, { organisationId, ring, random }: Rotation): Promise<number> {
  const rows = await tx
    .selectFrom('customerKeys')
    .select(['customerId', 'wrappedKey'])
    .where('organisationId', '=', organisationId)
    .where('organisationKeyVersion', '<', ring.newest.version)
    .orderBy('customerId')
    .limit(BATCH_ROWS)
    .forUpdate()
    .execute()
  for (const { customerId, wrappedKey } of rows) {
    const binding = { purpose: 'customer', organisation: organisationId, owner: customerId } as const
    await tx
      .updateTable('customerKeys')
      .set({
        wrappedKey: rewrapKey(ring, wrappedKey, binding, random),
        organisationKeyVersion: ring.newest.version,
      })
      .where('customerId', '=', customerId)
      .execute()
  }
  return rows.length
}

const bindingOfOrganisation = (organisationId: string) =>
  ({ purpose: 'organisation', organisation: organisationId, owner: organisationId }) as const
