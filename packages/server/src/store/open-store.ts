import { join } from 'node:path'
import { KartuError } from '@kartu/core'
import { unwrapKey, type KeyRing } from '@kartu/vault'
import { attachEmbeddedPostgres } from '../adapters/attach-embedded-postgres.ts'
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../adapters/embedded-postgres.ts'
import type { ListableBlobStore } from '../adapters/listable-blob-store.ts'
import { loadMasterKeys } from '../adapters/master-key-file.ts'
import { openBlobStore, type BlobCredentials } from '../adapters/open-blob-store.ts'
import { systemClock } from '../adapters/system-clock.ts'
import { systemRandomness } from '../adapters/system-randomness.ts'
import { releaseAllLeases } from '../jobs/job-queue.ts'
import { createKeyKeeper } from '../keys/key-keeper.ts'
import { openDatabase, type Database } from './database.ts'
import { migrate } from './migrate.ts'
import type { StoreContext } from './store-context.ts'
import type { Db } from './tables.ts'

/** The part of the configuration that says where everything is kept. */
export interface StoreConfig {
  readonly dataDir: string
  readonly databaseUrl: string | null
  readonly blobUrl: string | null
  readonly masterKeyFile: string | null
  readonly masterKey: string | null
  readonly s3Credentials?: BlobCredentials
}

export interface OpenStoreOptions {
  /** Receives the embedded server's log lines. */
  readonly log?: (line: string) => void
  /** For the command line: when a service has the embedded database open, go through its socket instead of failing. */
  readonly attach?: boolean
  readonly maxConnections?: number
}

export interface OpenStore {
  readonly ctx: StoreContext
  readonly master: KeyRing
  readonly database: Database
  readonly blobs: ListableBlobStore
  /** The server, when it is ours: watch `exited`. */
  readonly embedded: EmbeddedPostgres | undefined
  /** Names of the migrations that this opening applied. */
  readonly migrated: readonly string[]
  /** Pool, blob store, server, lock: in that order. Idempotent. */
  close(): Promise<void>
}

const MASTER_KEY_FILE = 'master.key'

/**
 * Opens everything at rest: the database (embedded in `dataDir`, or at `databaseUrl`), migrated; the master keys, made on the
 * very first run of an embedded database and never otherwise; the blobs. Throws the codes of those, and
 * `sealing_key_missing` or `sealed_record_invalid` when the master keys are not those the database was built with.
 */
export async function openStore(config: StoreConfig, options: OpenStoreOptions = {}): Promise<OpenStore> {
  const closers: (() => Promise<void>)[] = []
  const close = async (): Promise<void> => {
    for (let next = closers.pop(); next !== undefined; next = closers.pop()) await next()
  }
  try {
    const server = config.databaseUrl === null ? await openServer(config.dataDir, options) : undefined
    const embedded = server?.embedded
    if (embedded !== undefined) closers.push(() => embedded.stop())
    const database = openDatabase({
      connection: server?.connection ?? { connectionString: config.databaseUrl ?? '' },
      ...(options.maxConnections === undefined ? {} : { maxConnections: options.maxConnections }),
    })
    closers.push(() => database.close())
    const migrated = await migrate(database)
    if (embedded !== undefined) await releaseAllLeases(database.db)
    const isEmpty = (await firstOrganisationKey(database.db)) === undefined
    const readMaster = (createIfMissing: boolean): Promise<KeyRing> =>
      loadMasterKeys({
        value: config.masterKey,
        file: config.masterKeyFile ?? join(config.dataDir, MASTER_KEY_FILE),
        createIfMissing,
        random: systemRandomness,
      })
    // Beside sealed rows a fresh key would only hide that the right one is lost.
    const master = await readMaster(config.databaseUrl === null && config.masterKeyFile === null && isEmpty)
    await verifyMasterKeys(database.db, master)
    const blobs = await openBlobStore(config.blobUrl, config.dataDir, config.s3Credentials)
    closers.push(() => blobs.close())
    const keys = createKeyKeeper({ master, random: systemRandomness, reloadMaster: () => readMaster(false) })
    const ctx: StoreContext = { db: database.db, keys, clock: systemClock, random: systemRandomness }
    return { ctx, master, database, blobs, embedded, migrated, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function openServer(
  dataDir: string,
  { log, attach }: OpenStoreOptions,
): Promise<{ connection: EmbeddedPostgres['connection']; embedded: EmbeddedPostgres | undefined }> {
  try {
    const embedded = await startEmbeddedPostgres({ dataDir, ...(log === undefined ? {} : { log }) })
    return { connection: embedded.connection, embedded }
  } catch (error) {
    if (attach !== true || !(error instanceof KartuError) || error.code !== 'data_dir_locked') throw error
    const connection = await attachEmbeddedPostgres(dataDir)
    if (connection === undefined) throw error
    return { connection, embedded: undefined }
  }
}

const firstOrganisationKey = (db: Db) =>
  db.selectFrom('organisationKeys').selectAll().orderBy('createdAt').limit(1).executeTakeFirst()

/** Fails at the start, rather than at the first capture. */
async function verifyMasterKeys(db: Db, master: KeyRing): Promise<void> {
  const row = await firstOrganisationKey(db)
  if (row === undefined) return
  const { organisationId } = row
  unwrapKey(master, row.wrappedKey, {
    purpose: 'organisation',
    organisation: organisationId,
    owner: organisationId,
  })
}
