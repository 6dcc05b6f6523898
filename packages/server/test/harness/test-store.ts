import type { Clock } from '@kartu/core'
import { createKeyRing, createMasterKeyText, parseMasterKeys, type KeyRing } from '@kartu/vault'
import type pg from 'pg'
import type { ListableBlobStore } from '../../src/adapters/listable-blob-store.ts'
import { systemRandomness } from '../../src/adapters/system-randomness.ts'
import { createKeyKeeper } from '../../src/keys/key-keeper.ts'
import type { Database } from '../../src/store/database.ts'
import type { StoreContext } from '../../src/store/store-context.ts'
import { createMemoryBlobStore } from './memory-blob-store.ts'
import { createTestDatabase } from './test-database.ts'

/** A clock that stands still until it is moved. */
export interface TestClock extends Clock {
  advance(ms: number): void
}

export interface TestStore {
  readonly ctx: StoreContext
  readonly clock: TestClock
  readonly master: KeyRing
  readonly database: Database
  readonly blobs: ListableBlobStore
  readonly connection: pg.PoolConfig
  /** A second node on the same database: a pool and a key keeper of its own. */
  openNode(): { readonly ctx: StoreContext; readonly database: Database }
  close(): Promise<void>
}

/** Opens a fresh migrated database on the run's embedded PostgreSQL, with new master keys and blobs in memory. */
export async function openTestStore(): Promise<TestStore> {
  const testDatabase = await createTestDatabase()
  const master = createKeyRing(parseMasterKeys(createMasterKeyText(systemRandomness)))
  const clock = createTestClock(Date.now())
  const openNode = () => {
    const database = testDatabase.open()
    const keys = createKeyKeeper({ master, random: systemRandomness })
    return { database, ctx: { db: database.db, keys, clock, random: systemRandomness } }
  }
  const { ctx, database } = openNode()
  return {
    ctx,
    clock,
    master,
    database,
    blobs: createMemoryBlobStore(),
    connection: testDatabase.connection,
    openNode,
    close: () => testDatabase.drop(),
  }
}

function createTestClock(startMs: number): TestClock {
  let nowMs = startMs
  return {
    nowMs: () => nowMs,
    advance(ms) {
      nowMs += ms
    },
  }
}
