import { KartuError } from '@kartu/core'
import { startEmbeddedPostgres } from '../../src/adapters/embedded-postgres.ts'
import { openDatabase } from '../../src/store/database.ts'

/** Exit code for a server that ended by itself (sysexits EX_SOFTWARE). */
const EXIT_SERVER_GONE = 70

/** A stand-in for the service that tests kill: commits the next numbers and reports each commit only once it was acknowledged. */
async function write(dataDir: string): Promise<void> {
  const server = await startEmbeddedPostgres({ dataDir })
  const database = openDatabase({ connection: server.connection, maxConnections: 1 })
  let isStopping = false
  process.on('SIGTERM', () => {
    isStopping = true
  })
  void server.exited.then(() => {
    if (!isStopping) process.exit(EXIT_SERVER_GONE)
  })
  await database.pool.query('create table if not exists numbers (n integer primary key)')
  const { rows } = await database.pool.query<{ last: number | null }>('select max(n) as last from numbers')
  process.send?.({ serverPid: server.pid })
  for (let n = (rows[0]?.last ?? 0) + 1; !isStopping; n += 1) {
    await database.pool.query('insert into numbers values ($1)', [n])
    process.send?.({ committed: n })
  }
  await database.close()
  await server.stop()
  process.disconnect?.()
}

await write(process.argv[2] ?? '').catch((error: unknown) => {
  process.send?.({ code: error instanceof KartuError ? error.code : String(error) })
  // The server's own end is told by its exit code.
  setTimeout(() => process.exit(1), 2_000)
})
