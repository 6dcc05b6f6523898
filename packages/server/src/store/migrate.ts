import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { KartuError } from '@kartu/core'
import type pg from 'pg'
import type { Database } from './database.ts'

interface Migration {
  readonly name: string
  readonly sql: string
  readonly sha256: string
}

const MIGRATIONS_DIR = new URL('../../sql/', import.meta.url)
const MIGRATION_NAME = /^(\d{4})-[a-z0-9-]+\.sql$/
/** Any fixed number: every node that migrates this database asks for the same lock, and only one holds it. */
const MIGRATION_LOCK = 7_275_811_001

/**
 * Brings the schema up to date and answers the names applied. Forward only, numbered, one transaction each, so a crash leaves
 * whole migrations. Nodes that start together take turns. Throws `migration_changed` when an applied file was edited since
 * and `database_newer` when the database has migrations this version doesn't know.
 */
export async function migrate(database: Database): Promise<string[]> {
  const migrations = await readMigrations()
  const client = await database.pool.connect()
  try {
    // Waiting for another node's migration, or a long one of our own, is no stuck statement.
    await client.query('set statement_timeout = 0')
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    try {
      return await applyMissing(client, migrations)
    } finally {
      await client.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK])
      await client.query('reset statement_timeout')
    }
  } finally {
    client.release()
  }
}

async function applyMissing(client: pg.PoolClient, migrations: readonly Migration[]): Promise<string[]> {
  await client.query(
    'create table if not exists migrations (name text primary key, sha256 text not null, applied_at timestamptz not null default now())',
  )
  const applied = await client.query<{ name: string; sha256: string }>(
    'select name, sha256 from migrations order by name',
  )
  const known = new Map(migrations.map((migration) => [migration.name, migration]))
  for (const row of applied.rows) {
    const migration = known.get(row.name)
    if (migration === undefined) {
      throw new KartuError(
        'database_newer',
        `The database has migration ${row.name}, which this version doesn't know`,
      )
    }
    if (migration.sha256 !== row.sha256) {
      throw new KartuError(
        'migration_changed',
        `Migration ${row.name} differs from the one this database was built with`,
      )
    }
  }
  const done = new Set(applied.rows.map((row) => row.name))
  const missing = migrations.filter((migration) => !done.has(migration.name))
  for (const migration of missing) await applyOne(client, migration)
  return missing.map((migration) => migration.name)
}

async function applyOne(client: pg.PoolClient, migration: Migration): Promise<void> {
  await client.query('begin')
  try {
    await client.query(migration.sql)
    await client.query('insert into migrations (name, sha256) values ($1, $2)', [
      migration.name,
      migration.sha256,
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

/** The migrations in `sql/`, in order; throws when the numbers don't run 1, 2, 3 without gap. */
async function readMigrations(): Promise<Migration[]> {
  const names = (await readdir(MIGRATIONS_DIR)).filter((name) => MIGRATION_NAME.test(name)).toSorted()
  return Promise.all(
    names.map(async (name, position) => {
      if (Number(name.slice(0, 4)) !== position + 1) throw new Error(`Migration ${name} breaks the numbering`)
      const text = await readFile(new URL(name, MIGRATIONS_DIR), 'utf8')
      return { name, sql: text, sha256: createHash('sha256').update(text).digest('hex') }
    }),
  )
}
