import { readdir } from 'node:fs/promises'
import { afterEach, expect, test } from 'vitest'
import { migrate } from '../../src/store/migrate.ts'
import { createTestDatabase, type TestDatabase } from '../harness/test-database.ts'

const opened: TestDatabase[] = []
const emptyDatabase = async (): Promise<TestDatabase> => {
  const database = await createTestDatabase({ empty: true })
  opened.push(database)
  return database
}

afterEach(async () => {
  for (const database of opened.splice(0)) await database.drop()
})

test('applies every migration once, also when five nodes start together', async () => {
  const testDatabase = await emptyDatabase()
  const nodes = Array.from({ length: 5 }, () => testDatabase.open(1))
  const applied = await Promise.all(nodes.map((node) => migrate(node)))
  const winners = applied.filter((names) => names.length > 0)
  expect(winners).toHaveLength(1)
  expect(winners[0]?.[0]).toBe('0001-foundation.sql')
  expect(await migrate(testDatabase.open(1))).toEqual([])
})

test('refuses a database whose migration was another text', async () => {
  const database = (await emptyDatabase()).open(1)
  await migrate(database)
  await database.pool.query("update migrations set sha256 = 'x' where name like '0002-%'")
  await expect(migrate(database)).rejects.toMatchObject({ code: 'migration_changed' })
})

test('refuses a database of a newer version', async () => {
  const database = (await emptyDatabase()).open(1)
  await migrate(database)
  await database.pool.query("insert into migrations (name, sha256) values ('9999-later.sql', 'x')")
  await expect(migrate(database)).rejects.toMatchObject({ code: 'database_newer' })
})

test('leaves nothing of a migration that fails half-way', async () => {
  const database = (await emptyDatabase()).open(1)
  // The second migration's last table is in the way.
  await database.pool.query('create table kyc_events (id text)')
  await expect(migrate(database)).rejects.toThrow()
  const { rows } = await database.pool.query<{ name: string }>('select name from migrations')
  expect(rows).toEqual([{ name: '0001-foundation.sql' }])
  const tables = await database.pool.query("select 1 from pg_tables where tablename = 'ktp_bundles'")
  expect(tables.rows).toEqual([])
  await database.pool.query('drop table kyc_events')
  const files = await readdir(new URL('../../sql', import.meta.url))
  expect(await migrate(database)).toEqual(files.toSorted().slice(1))
})
