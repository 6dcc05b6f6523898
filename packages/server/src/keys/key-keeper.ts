import { createHash } from 'node:crypto'
import { KartuError, type Randomness } from '@kartu/core'
import {
  createKey,
  createKeyRing,
  nameTokenHash,
  nikHash,
  openRecord,
  sealRecord,
  unwrapKey,
  wrapKey,
  type KeyRing,
  type VaultKey,
} from '@kartu/vault'
import type { Db } from '../store/tables.ts'
import { createBundleKey, DESTROYED_KEY, type BundleKey } from './bundle-key.ts'

/**
 * Seals and opens everything at rest, and is the only code that unwraps keys: master → organisation → customer → bundle, and
 * organisation → `secrets`, `pepper`. `recordId` is the id of the row the bytes go to and `kind` says what they are: a record
 * copied to another row, column or organisation doesn't open. Damaged, swapped or foreign bytes: `sealed_record_invalid`.
 */
export interface KeyKeeper {
  createOrganisationKeys(db: Db, organisationId: string, nowMs: number): Promise<void>
  createCustomerKey(db: Db, organisationId: string, customerId: string, nowMs: number): Promise<void>
  sealForOrganisation(
    db: Db,
    organisationId: string,
    kind: string,
    recordId: string,
    plaintext: Uint8Array,
  ): Promise<Uint8Array>
  openForOrganisation(
    db: Db,
    organisationId: string,
    kind: string,
    recordId: string,
    sealed: Uint8Array,
  ): Promise<Uint8Array>
  /** Throws `customer_erased` when the customer's key was destroyed. */
  sealForCustomer(
    db: Db,
    organisationId: string,
    customerId: string,
    kind: string,
    recordId: string,
    plaintext: Uint8Array,
  ): Promise<Uint8Array>
  /** Throws `customer_erased` when the customer's key was destroyed. */
  openForCustomer(
    db: Db,
    organisationId: string,
    customerId: string,
    kind: string,
    recordId: string,
    sealed: Uint8Array,
  ): Promise<Uint8Array>
  newBundleKey(db: Db, organisationId: string, customerId: string, bundleId: string): Promise<BundleKey>
  openBundleKey(
    db: Db,
    organisationId: string,
    customerId: string,
    bundleId: string,
    wrappedDataKey: Uint8Array,
  ): Promise<BundleKey>
  /** 32 bytes under the organisation's pepper: equal for equal NIKs of one organisation, unlinkable across two. */
  nikHash(db: Db, organisationId: string, nik: string): Promise<Uint8Array>
  /** The same of one part of a name. */
  nameTokenHash(db: Db, organisationId: string, token: string): Promise<Uint8Array>
  /** Opens records of many customers with one look at their keys, by record id; those of erased customers are left out. */
  openForCustomers(
    db: Db,
    organisationId: string,
    kind: string,
    records: readonly CustomerRecord[],
  ): Promise<ReadonlyMap<string, Uint8Array>>
}

/** A record under a customer's key. */
interface CustomerRecord {
  readonly customerId: string
  readonly recordId: string
  readonly sealed: Uint8Array
}

export interface KeyKeeperOptions {
  readonly master: KeyRing
  readonly random: Randomness
  /** Reads the master keys anew: asked when a key is wrapped under one we lack (rotated beside us), and for a new organisation. */
  readonly reloadMaster?: () => Promise<KeyRing>
}

type SecretPurpose = 'secrets' | 'pepper'

/** Builds the keeper. The stable data keys of an organisation are cached unwrapped; customers' keys never are (erasure). */
export function createKeyKeeper({ master: firstMaster, random, reloadMaster }: KeyKeeperOptions): KeyKeeper {
  const secretKeys = new Map<string, VaultKey>()
  let master = firstMaster

  async function unwrapOrganisationKey(organisationId: string, wrapped: Uint8Array): Promise<VaultKey> {
    const binding = { purpose: 'organisation', organisation: organisationId, owner: organisationId } as const
    try {
      return unwrapKey(master, wrapped, binding)
    } catch (error) {
      const isRotated = error instanceof KartuError && error.code === 'sealing_key_missing'
      if (!isRotated || reloadMaster === undefined) throw error
      master = await reloadMaster()
      return unwrapKey(master, wrapped, binding)
    }
  }

  async function newestOrganisationKey(db: Db, organisationId: string): Promise<VaultKey> {
    const row = await db
      .selectFrom('organisationKeys')
      .select(['wrappedKey'])
      .where('organisationId', '=', organisationId)
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (row === undefined) throw new KartuError('sealing_key_missing', 'The organisation has no key')
    return unwrapOrganisationKey(organisationId, row.wrappedKey)
  }

  async function secretKey(db: Db, organisationId: string, purpose: SecretPurpose): Promise<VaultKey> {
    const cacheKey = `${organisationId} ${purpose}`
    const cached = secretKeys.get(cacheKey)
    if (cached !== undefined) return cached
    const row = await db
      .selectFrom('organisationSecrets as secret')
      .innerJoin('organisationKeys as key', (join) =>
        join
          .onRef('key.organisationId', '=', 'secret.organisationId')
          .onRef('key.version', '=', 'secret.organisationKeyVersion'),
      )
      .select(['secret.wrappedKey', 'key.wrappedKey as wrappedOrganisationKey'])
      .where('secret.organisationId', '=', organisationId)
      .where('secret.purpose', '=', purpose)
      .executeTakeFirst()
    if (row === undefined) throw new KartuError('sealing_key_missing', 'The organisation has no key')
    const ring = createKeyRing([await unwrapOrganisationKey(organisationId, row.wrappedOrganisationKey)])
    const key = unwrapKey(ring, row.wrappedKey, {
      purpose,
      organisation: organisationId,
      owner: organisationId,
    })
    secretKeys.set(cacheKey, key)
    return key
  }

  async function customerKeys(
    db: Db,
    organisationId: string,
    customerIds: readonly string[],
  ): Promise<ReadonlyMap<string, VaultKey>> {
    if (customerIds.length === 0) return new Map()
    const rows = await db
      .selectFrom('customerKeys as customer')
      .innerJoin('organisationKeys as key', (join) =>
        join
          .onRef('key.organisationId', '=', 'customer.organisationId')
          .onRef('key.version', '=', 'customer.organisationKeyVersion'),
      )
      .select([
        'customer.customerId',
        'customer.wrappedKey',
        'key.version',
        'key.wrappedKey as wrappedOrganisationKey',
      ])
      .where('customer.organisationId', '=', organisationId)
      .where('customer.customerId', 'in', customerIds)
      .execute()
    const rings = new Map<number, KeyRing>()
    const keys = new Map<string, VaultKey>()
    for (const { customerId, wrappedKey, version, wrappedOrganisationKey } of rows) {
      const ring =
        rings.get(version) ??
        createKeyRing([await unwrapOrganisationKey(organisationId, wrappedOrganisationKey)])
      rings.set(version, ring)
      const binding = { purpose: 'customer', organisation: organisationId, owner: customerId } as const
      keys.set(customerId, unwrapKey(ring, wrappedKey, binding))
    }
    return keys
  }

  async function customerKey(db: Db, organisationId: string, customerId: string): Promise<VaultKey> {
    const key = (await customerKeys(db, organisationId, [customerId])).get(customerId)
    if (key === undefined)
      throw new KartuError('customer_erased', 'The customer has no key: erased, or never there')
    return key
  }

  return {
    async createOrganisationKeys(db, organisationId, nowMs) {
      if (reloadMaster !== undefined) master = await reloadMaster()
      const key = createKey(random)
      const binding = { organisation: organisationId, owner: organisationId }
      await db
        .insertInto('organisationKeys')
        .values({
          organisationId,
          version: key.version,
          masterVersion: master.newest.version,
          wrappedKey: wrapKey(master, key, { ...binding, purpose: 'organisation' }, random),
          createdAt: new Date(nowMs),
        })
        .execute()
      const ring = createKeyRing([key])
      const purposes: readonly SecretPurpose[] = ['secrets', 'pepper']
      await db
        .insertInto('organisationSecrets')
        .values(
          purposes.map((purpose) => ({
            organisationId,
            purpose,
            organisationKeyVersion: key.version,
            wrappedKey: wrapKey(ring, createKey(random), { ...binding, purpose }, random),
          })),
        )
        .execute()
    },

    async createCustomerKey(db, organisationId, customerId, nowMs) {
      const organisationKey = await newestOrganisationKey(db, organisationId)
      const binding = { purpose: 'customer', organisation: organisationId, owner: customerId } as const
      await db
        .insertInto('customerKeys')
        .values({
          customerId,
          organisationId,
          organisationKeyVersion: organisationKey.version,
          wrappedKey: wrapKey(createKeyRing([organisationKey]), createKey(random), binding, random),
          createdAt: new Date(nowMs),
        })
        .execute()
    },

    async sealForOrganisation(db, organisationId, kind, recordId, plaintext) {
      const key = await secretKey(db, organisationId, 'secrets')
      return sealRecord(key, plaintext, recordContext(organisationId, kind, recordId), random)
    },

    async openForOrganisation(db, organisationId, kind, recordId, sealed) {
      const key = await secretKey(db, organisationId, 'secrets')
      return openRecord(key, sealed, recordContext(organisationId, kind, recordId))
    },

    async sealForCustomer(db, organisationId, customerId, kind, recordId, plaintext) {
      const key = await customerKey(db, organisationId, customerId)
      return sealRecord(key, plaintext, recordContext(organisationId, kind, recordId), random)
    },

    async openForCustomer(db, organisationId, customerId, kind, recordId, sealed) {
      const key = await customerKey(db, organisationId, customerId)
      return openRecord(key, sealed, recordContext(organisationId, kind, recordId))
    },

    async newBundleKey(db, organisationId, customerId, bundleId) {
      const ring = createKeyRing([await customerKey(db, organisationId, customerId)])
      const dataKey = createKey(random)
      const binding = { purpose: 'bundle', organisation: organisationId, owner: bundleId } as const
      const wrappedDataKey = wrapKey(ring, dataKey, binding, random)
      return createBundleKey({ dataKey, wrappedDataKey, organisationId, bundleId, random })
    },

    async openBundleKey(db, organisationId, customerId, bundleId, wrappedDataKey) {
      if (wrappedDataKey.length === DESTROYED_KEY.length)
        throw new KartuError('frames_destroyed', 'The pictures are kept no longer')
      const ring = createKeyRing([await customerKey(db, organisationId, customerId)])
      const dataKey = unwrapKey(ring, wrappedDataKey, {
        purpose: 'bundle',
        organisation: organisationId,
        owner: bundleId,
      })
      return createBundleKey({ dataKey, wrappedDataKey, organisationId, bundleId, random })
    },

    async nikHash(db, organisationId, nik) {
      return Buffer.from(nikHash(await secretKey(db, organisationId, 'pepper'), organisationId, nik), 'hex')
    },

    async nameTokenHash(db, organisationId, token) {
      const pepper = await secretKey(db, organisationId, 'pepper')
      return Buffer.from(nameTokenHash(pepper, organisationId, token), 'hex')
    },

    async openForCustomers(db, organisationId, kind, records) {
      const ids = [...new Set(records.map(({ customerId }) => customerId))]
      const keys = await customerKeys(db, organisationId, ids)
      const opened = new Map<string, Uint8Array>()
      for (const { customerId, recordId, sealed } of records) {
        const key = keys.get(customerId)
        if (key === undefined) continue
        opened.set(recordId, openRecord(key, sealed, recordContext(organisationId, kind, recordId)))
      }
      return opened
    },
  }
}

/** Record ids can be made of callers' text (an idempotency key): anything that isn't plainly an id goes in hashed. */
const PLAIN_ID = /^[a-z]+_[0-9A-Z]{26}$/

function recordContext(organisationId: string, kind: string, recordId: string) {
  const owner = PLAIN_ID.test(recordId) ? recordId : createHash('sha256').update(recordId).digest('hex')
  return { organisation: organisationId, owner, kind, index: 0, contentSha256: null }
}
