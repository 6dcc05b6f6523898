import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import { DATABASE, OWNER, PORT, RUN_DIR, SOCKET_DIR_RECORD } from './embedded-postgres-layout.ts'

/**
 * The connection to the embedded server that a running service of the same user (or root's) has open in `dataDir`;
 * undefined when there is no socket we can reach.
 */
export async function attachEmbeddedPostgres(dataDir: string): Promise<pg.PoolConfig | undefined> {
  const home = join(dataDir, 'pg')
  const recorded = await readFile(join(home, SOCKET_DIR_RECORD), 'utf8').catch(() => undefined)
  for (const host of recorded === undefined ? [join(home, RUN_DIR)] : [recorded, join(home, RUN_DIR)]) {
    const isThere = await access(join(host, `.s.PGSQL.${PORT}`)).then(
      () => true,
      () => false,
    )
    if (isThere) return { host, port: PORT, user: OWNER, database: DATABASE }
  }
  return undefined
}
