import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { inject } from 'vitest'
import { openDatabase, type Database } from '../../src/store/database.ts'

export interface TestDatabase {
  readonly connection: pg.PoolConfig
  /** Opens a further pool on the same database, as another node would; closed with the rest. */
  open(maxConnections?: number): Database
  /** Closes every pool and drops the database. */
  drop(): Promise<void>
}

/** Creates a database of this test file's own on the run's server: migrated, unless it is to be `empty`. */
export async function createTestDatabase(options: { readonly empty?: boolean } = {}): Promise<TestDatabase> {
  const { template, ...server } = inject('postgres')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await maintain(`create database ${name} template ${options.empty === true ? 'template0' : template}`)
  const connection: pg.PoolConfig = { ...server, database: name }
  const opened: Database[] = []
  return {
    connection,
    open(maxConnections = 10) {
      const database = openDatabase({ connection, maxConnections })
      opened.push(database)
      return database
    },
    async drop() {
      await Promise.all(opened.map((database) => database.close().catch(() => undefined)))
      await maintain(`drop database if exists ${name} with (force)`)
    },
  }
}

async function maintain(statement: string): Promise<void> {
  const { host, port, user } = inject('postgres')
  const database = openDatabase({ connection: { host, port, user, database: 'postgres' }, maxConnections: 1 })
  try {
    await database.pool.query(statement)
  } finally {
    await database.close()
  }
}
