import { chmod, mkdir, mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import type { ServerUser } from './server-user.ts'
import { canTraverse, handOver } from './server-user.ts'

/**
 * Where root keeps what the unprivileged server must reach when the installation or DATA_DIR lies where it can't (a clone
 * under /root, whose mode is 0700). Only root can write here, so a local user can't plant programs or a cluster, as they
 * could under a guessable name in a shared temporary directory.
 */
const SHELTER_ROOT = '/var/lib/kartu'
/** Others may pass through, not list. */
const PASSABLE = 0o711

/** The shelter, made when missing; undefined when it can't be had (a read-only system) or the user can't reach it either. */
export async function openShelter(user: ServerUser): Promise<string | undefined> {
  try {
    await mkdir(SHELTER_ROOT, { recursive: true, mode: PASSABLE })
    await chmod(SHELTER_ROOT, PASSABLE)
  } catch {
    return undefined
  }
  return (await canTraverse(SHELTER_ROOT, user)) ? SHELTER_ROOT : undefined
}

/** A new empty directory in the shelter that belongs to `user`; undefined without a shelter. */
export async function makeSheltered(prefix: string, user: ServerUser): Promise<string | undefined> {
  const shelter = await openShelter(user)
  if (shelter === undefined) return undefined
  const directory = await mkdtemp(join(shelter, `${prefix}-`))
  await handOver(directory, user)
  return directory
}
