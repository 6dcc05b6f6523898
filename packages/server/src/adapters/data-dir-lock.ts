import { randomUUID } from 'node:crypto'
import {
  link,
  mkdir,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { KartuError } from '@kartu/core'

/** A held lock. `release` is idempotent. */
export interface DataDirLock {
  release(): Promise<void>
}

/** Who holds a lock file. Process ids mean something only within one boot and one process namespace. */
interface LockHolder {
  readonly token: string
  readonly pid: number
  readonly processStart: string
  readonly bootId: string
  readonly processNamespace: string
}

const LOCK_FILE = 'kartu.lock'
const HEARTBEAT_MS = 5_000
/** A holder in another container can't be asked by process id: it counts as gone after six missed heartbeats. */
const HEARTBEAT_STALE_MS = 30_000
const ACQUIRE_ATTEMPTS = 5
/** Field 22 of /proc/<pid>/stat, counted after the command's closing bracket, which is field 2. */
const STAT_START_TIME = 19

/**
 * Takes a data directory for this process alone, until `release` or the process's end. Throws `data_dir_locked` when another
 * service has it. What a killed process left behind is recovered: its lock names a process that is gone.
 *
 * Node has no flock. The kernel arbitrates through an abstract Unix socket, which dies with its process (Linux, within one
 * network namespace); a lock file with holder and heartbeat does it across containers and systems.
 */
export async function lockDataDir(dataDir: string): Promise<DataDirLock> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const directory = await realpath(dataDir)
  const socket = await bindAbstractSocket(directory)
  const path = join(directory, LOCK_FILE)
  try {
    const holder = await describeSelf()
    await acquireLockFile(path, holder)
    const heartbeat = setInterval(() => {
      const now = new Date()
      utimes(path, now, now).catch(() => undefined)
    }, HEARTBEAT_MS)
    heartbeat.unref()
    return { release: once(() => releaseLock(path, holder, heartbeat, socket)) }
  } catch (error) {
    socket?.close()
    throw error
  }
}

async function acquireLockFile(path: string, self: LockHolder): Promise<void> {
  const candidate = `${path}.${self.token}`
  await writeFile(candidate, JSON.stringify(self), { mode: 0o600 })
  try {
    for (let attempt = 0; attempt < ACQUIRE_ATTEMPTS; attempt += 1) {
      // link(2) creates the name only if there is none: complete content appears at once, for exactly one process.
      if (await linked(candidate, path)) return
      const found = await readHolder(path)
      if (found === undefined) continue
      if (await isAlive(found, path)) throw lockedBy(found)
      await takeAway(path, found)
    }
    throw new KartuError('data_dir_locked', 'The data directory is contended by several starting services')
  } finally {
    await rm(candidate, { force: true })
  }
}

/** Removes a stale lock; if another process replaced it in between, puts the fresh one back. */
async function takeAway(path: string, stale: LockHolder): Promise<void> {
  const aside = `${path}.stale-${randomUUID()}`
  const moved = await rename(path, aside).then(
    () => true,
    () => false,
  )
  if (!moved) return
  const found = await readHolder(aside)
  if (found !== undefined && found.token !== stale.token) await linked(aside, path)
  await rm(aside, { force: true })
}

async function releaseLock(
  path: string,
  self: LockHolder,
  heartbeat: NodeJS.Timeout,
  socket: Server | undefined,
): Promise<void> {
  clearInterval(heartbeat)
  const found = await readHolder(path)
  if (found?.token === self.token) await rm(path, { force: true })
  if (socket !== undefined) await new Promise<void>((resolve) => socket.close(() => resolve()))
}

/** Binds the directory's abstract socket; undefined where there are none. Throws `data_dir_locked` when it is taken. */
async function bindAbstractSocket(directory: string): Promise<Server | undefined> {
  if (process.platform !== 'linux') return undefined
  const { dev, ino } = await stat(directory, { bigint: true })
  const server = createServer()
  server.unref()
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      // Any other failure (a sandbox without sockets) leaves the lock file to decide.
      if (error.code !== 'EADDRINUSE') resolve(undefined)
      else reject(new KartuError('data_dir_locked', 'Another running service has this data directory open'))
    })
    server.listen(`\0kartu-data-dir-${dev}-${ino}`, () => resolve(server))
  })
}

async function describeSelf(): Promise<LockHolder> {
  return {
    token: randomUUID(),
    pid: process.pid,
    processStart: await processStart(process.pid),
    bootId: await bootId(),
    processNamespace: await processNamespace(),
  }
}

async function isAlive(holder: LockHolder, path: string): Promise<boolean> {
  if (holder.bootId === (await bootId()) && holder.processNamespace === (await processNamespace())) {
    return processExists(holder.pid) && (await processStart(holder.pid)) === holder.processStart
  }
  const lock = await stat(path).catch(() => undefined)
  return lock !== undefined && Date.now() - lock.mtimeMs < HEARTBEAT_STALE_MS
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** When a process started, so that a reused process id is not mistaken for the holder; '' where /proc is missing. */
async function processStart(pid: number): Promise<string> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[STAT_START_TIME] ?? ''
}

const bootId = (): Promise<string> =>
  readFile('/proc/sys/kernel/random/boot_id', 'utf8').then(
    (text) => text.trim(),
    () => hostname(),
  )

const processNamespace = (): Promise<string> => readlink('/proc/self/ns/pid').catch(() => hostname())

async function readHolder(path: string): Promise<LockHolder | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  try {
    return JSON.parse(text) as LockHolder
  } catch {
    // Not written by us: nothing to ask, so it is treated like the lock of a process that is gone.
    return { token: '', pid: 0, processStart: '', bootId: '', processNamespace: '' }
  }
}

const linked = (from: string, to: string): Promise<boolean> =>
  link(from, to).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false
      throw error
    },
  )

const lockedBy = (holder: LockHolder): KartuError =>
  new KartuError('data_dir_locked', `Process ${holder.pid} has this data directory open`)

function once(release: () => Promise<void>): () => Promise<void> {
  let released: Promise<void> | undefined
  return () => (released ??= release())
}
