import { readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { KartuError } from '@kartu/core'
import { OWNER } from './embedded-postgres-layout.ts'
import type { PostgresBinaries } from './postgres-binaries.ts'
import { serverFailed, startServerProcess } from './server-process.ts'
import type { ServerUser } from './server-user.ts'
import { syncDirectory } from './sync-directory.ts'

const MAJOR_VERSION = '18'

/**
 * Makes the cluster on the first run. initdb works beside the final place and the result is renamed, so that a crash half-way
 * leaves no half cluster. Throws `embedded_postgres_version` for one of another major version.
 */
export async function ensureCluster(
  binaries: PostgresBinaries,
  home: string,
  cluster: string,
  user: ServerUser | undefined,
): Promise<void> {
  const version = await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(() => undefined)
  if (version !== undefined) {
    if (version.trim() === MAJOR_VERSION) return
    throw new KartuError(
      'embedded_postgres_version',
      `The data directory belongs to PostgreSQL ${version.trim()}, this is ${MAJOR_VERSION}: dump it with the old version and restore`,
    )
  }
  const partial = join(home, 'data.partial')
  await rm(partial, { recursive: true, force: true })
  // Trust is safe here: only the server's user and root can pass the 0700 directories to the socket.
  const initdb = startServerProcess({
    program: binaries.initdb,
    args: [
      `--pgdata=${partial}`,
      `--username=${OWNER}`,
      '--auth=trust',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--data-checksums',
    ],
    cwd: home,
    user,
  })
  if ((await initdb.exitCode) !== 0) throw serverFailed('initdb', initdb.tail)
  await rename(partial, cluster)
  await syncDirectory(home)
}
