import { chown, readdir, readFile, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { KartuError } from '@kartu/core'

/** Whom the embedded server runs as when we are root. */
export interface ServerUser {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

/** In order of preference; `nobody` exists on every system and suffices, since everything personal is sealed. */
const CANDIDATES = ['kartu', 'postgres', 'nobody']

const OTHERS_EXECUTE = 0o001
const GROUP_EXECUTE = 0o010
const OWNER_EXECUTE = 0o100

/**
 * PostgreSQL refuses to run as root, so a service started by root lends it an unprivileged user that exists already: none is
 * ever created. Undefined when we aren't root: then it runs as ourselves. Throws `embedded_postgres_unavailable` without one.
 */
export async function findServerUser(): Promise<ServerUser | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'))
  for (const name of CANDIDATES) {
    const fields = lines.find((line) => line[0] === name)
    const uid = Number(fields?.[2])
    if (Number.isInteger(uid) && uid > 0) return { name, uid, gid: Number(fields?.[3]) }
  }
  throw new KartuError(
    'embedded_postgres_unavailable',
    'PostgreSQL does not run as root and there is no user kartu, postgres or nobody; start the service as another user',
  )
}

/** Whether `user` may pass through a directory and all of its parents; false when it doesn't exist. */
export async function canTraverse(directory: string, user: ServerUser): Promise<boolean> {
  return (await firstBarrier(directory, user)) === undefined
}

/** The first directory on the way to `directory` that `user` may not pass through, or undefined. */
export async function firstBarrier(directory: string, user: ServerUser): Promise<string | undefined> {
  const path: string[] = []
  for (let at = resolve(directory); ; at = dirname(at)) {
    path.unshift(at)
    if (dirname(at) === at) break
  }
  for (const step of path) {
    const entry = await stat(step).catch(() => undefined)
    if (entry === undefined) return step
    const needed =
      entry.uid === user.uid ? OWNER_EXECUTE : entry.gid === user.gid ? GROUP_EXECUTE : OTHERS_EXECUTE
    if ((entry.mode & needed) === 0) return step
  }
  return undefined
}

/** Gives a directory tree to `user`. */
export async function handOver(path: string, user: ServerUser): Promise<void> {
  await chown(path, user.uid, user.gid)
  for (const entry of await readdir(path, { withFileTypes: true, recursive: true })) {
    if (!entry.isSymbolicLink()) await chown(join(entry.parentPath, entry.name), user.uid, user.gid)
  }
}
