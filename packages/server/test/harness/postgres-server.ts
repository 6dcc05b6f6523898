import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '../../src/adapters/embedded-postgres.ts'
import { openDatabase } from '../../src/store/database.ts'
import { migrate } from '../../src/store/migrate.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Socket of the run's one embedded server, and the migrated database that tests copy theirs from. */
    readonly postgres: {
      readonly host: string
      readonly port: number
      readonly user: string
      readonly template: string
    }
  }
}

const TEMPLATE = 'kartu_template'

/** Starts one real embedded PostgreSQL for a whole run of the server's tests; each file then gets a database of its own. */
export default async function startPostgresServer(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'kartu-test-'))
  const server = await startEmbeddedPostgres({ dataDir })
  const { host = '', port = 0, user = '' } = server.connection
  const maintenance = openDatabase({ connection: server.connection, maxConnections: 1 })
  await maintenance.pool.query(`create database ${TEMPLATE}`)
  await maintenance.close()
  const template = openDatabase({
    connection: { ...server.connection, database: TEMPLATE },
    maxConnections: 1,
  })
  await migrate(template)
  await template.close()
  project.provide('postgres', { host, port, user, template: TEMPLATE })
  return async () => {
    await server.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}
