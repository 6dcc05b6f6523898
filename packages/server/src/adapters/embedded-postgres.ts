import { spawn, type ChildProcess } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readFile, realpath, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { KartuError } from '@kartu/core'
import type pg from 'pg'
import { CLUSTER_DIR, DATABASE, OWNER, PORT, RUN_DIR, SOCKET_DIR_RECORD } from './embedded-postgres-layout.ts'
import { lockDataDir, type DataDirLock } from './data-dir-lock.ts'
import { findPostgresBinaries, type PostgresBinaries } from './postgres-binaries.ts'
import { ensureCluster } from './ensure-cluster.ts'
import { identityOf, serverFailed, startServerProcess } from './server-process.ts'
import { makeSheltered } from './server-shelter.ts'
import { findServerUser, firstBarrier, handOver, type ServerUser } from './server-user.ts'

/** A running server of our own. */
export interface EmbeddedPostgres {
  /** For a pool, as the database's owner. */
  readonly connection: pg.PoolConfig
  readonly pid: number
  /** Resolves when the server's process ended, asked to or not. */
  readonly exited: Promise<void>
  /** Fast shutdown: open transactions roll back, everything committed is checkpointed; then frees the lock. Idempotent. */
  stop(): Promise<void>
}

export interface EmbeddedPostgresOptions {
  /** Holds `pg/` and the lock; made when missing. One service at a time. */
  readonly dataDir: string
  /** Receives the server's own log lines; they hold neither statements nor values. */
  readonly log?: (line: string) => void
}

/** sun_path holds 108 bytes with the closing zero (Linux unix(7)); other systems have 104. */
const SOCKET_PATH_MAX_BYTES = process.platform === 'linux' ? 107 : 103
const START_TIMEOUT_MS = 30_000
const STOP_TIMEOUT_MS = 20_000
const POLL_MS = 10

/** `fsync`, `synchronous_commit` and `full_page_writes` keep their durable defaults: a commit we acknowledged is on disk. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '',
  port: String(PORT),
  unix_socket_permissions: '0700',
  max_connections: '60',
  shared_buffers: '64MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // The server's log must not carry values: terse errors have no DETAIL line, and no statement text goes with them.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
}

/**
 * Starts PostgreSQL 18 as a child process on a Unix socket in `dataDir/pg`, creating its cluster on the first run. Started by
 * root, it runs as an unprivileged user who gets `dataDir/pg`. Throws `data_dir_locked`, `data_dir_not_traversable`,
 * `embedded_postgres_unavailable`, `embedded_postgres_version` (a cluster of another major version) and
 * `embedded_postgres_failed` (with the last log lines).
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const lock = await lockDataDir(options.dataDir)
  try {
    const user = await findServerUser()
    const log = options.log ?? (() => undefined)
    const home = await prepareHome(await realpath(options.dataDir), user, log)
    const binaries = await findPostgresBinaries(user)
    const cluster = join(home, CLUSTER_DIR)
    await ensureCluster(binaries, home, cluster, user)
    await stopOrphan(cluster)
    const socketDir = await chooseSocketDir(home, user)
    return await launch({ binaries, cluster, socketDir, user, lock, log })
  } catch (error) {
    await lock.release()
    throw error
  }
}

/**
 * Makes `dataDir/pg` and gives it to the server's user, who must be able to reach it. Where they may not (DATA_DIR under
 * /root), `dataDir/pg` becomes a link to a directory of theirs in the shelter.
 */
async function prepareHome(
  dataDir: string,
  user: ServerUser | undefined,
  log: (line: string) => void,
): Promise<string> {
  const home = join(dataDir, 'pg')
  const known = await realpath(home).catch(() => undefined)
  if (user !== undefined) {
    // The directory was made 0700 for us; others may pass through it (not list it) to reach what is theirs.
    const { mode } = await stat(dataDir)
    await chmod(dataDir, (mode & 0o777) | 0o011)
    const barrier = await firstBarrier(known ?? dataDir, user)
    if (barrier !== undefined && barrier !== known) {
      const sheltered = known === undefined ? await makeSheltered('pg', user) : undefined
      if (sheltered === undefined) throw barred(user, barrier)
      await symlink(sheltered, home)
      log(`user ${user.name} may not pass through ${barrier}: the database's files are in ${sheltered}`)
      return sheltered
    }
  }
  await mkdir(home, { recursive: true, mode: 0o700 })
  if (user !== undefined && (await stat(home)).uid !== user.uid) await handOver(home, user)
  return realpath(home)
}

function barred(user: ServerUser, barrier: string): KartuError {
  return new KartuError(
    'data_dir_not_traversable',
    `PostgreSQL runs as user ${user.name}, who may not pass through ${barrier}: run "chmod o+x ${barrier}", choose another DATA_DIR or start the service as a user other than root`,
  )
}

/**
 * A service killed with SIGKILL can leave its server running for a moment. We hold the lock, so it serves nobody: end it.
 * The process id counts only if that process really has this cluster open.
 */
async function stopOrphan(cluster: string): Promise<void> {
  const pid = Number((await readPostmasterLines(cluster))[0])
  if (!Number.isInteger(pid) || pid <= 1 || !(await servesCluster(pid, cluster))) return
  process.kill(pid, 'SIGINT')
  const deadline = Date.now() + STOP_TIMEOUT_MS
  while (await servesCluster(pid, cluster)) {
    if (Date.now() > deadline) throw serverFailed('stopping the server left by a killed service', [])
    await sleep(POLL_MS)
  }
}

async function servesCluster(pid: number, cluster: string): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  const workingDir = await realpath(`/proc/${pid}/cwd`).catch(() => undefined)
  // Where /proc is missing or closed to us, the server's own lock file check decides at its start.
  return workingDir !== undefined && workingDir === (await realpath(cluster))
}

/** `home/run`, or a short directory recorded in `home/socket-dir` when the socket's path would be too long for the kernel. */
async function chooseSocketDir(home: string, user: ServerUser | undefined): Promise<string> {
  const preferred = join(home, RUN_DIR)
  if (Buffer.byteLength(join(preferred, `.s.PGSQL.${PORT}`)) <= SOCKET_PATH_MAX_BYTES) {
    await mkdir(preferred, { recursive: true, mode: 0o700 })
    if (user !== undefined) await handOver(preferred, user)
    return preferred
  }
  const record = join(home, SOCKET_DIR_RECORD)
  const recorded = await readFile(record, 'utf8').catch(() => undefined)
  if (recorded !== undefined) await rm(recorded, { recursive: true, force: true })
  const short = await mkdtemp(join(tmpdir(), 'kartu-'))
  if (user !== undefined) await handOver(short, user)
  await writeFile(record, short, { mode: 0o600 })
  return short
}

interface Launch {
  readonly binaries: PostgresBinaries
  readonly cluster: string
  readonly socketDir: string
  readonly user: ServerUser | undefined
  readonly lock: DataDirLock
  readonly log: (line: string) => void
}

async function launch({ binaries, cluster, socketDir, user, lock, log }: Launch): Promise<EmbeddedPostgres> {
  const settings = { ...SETTINGS, unix_socket_directories: socketDir }
  const { child, tail, exitCode } = startServerProcess({
    program: binaries.postgres,
    args: ['-D', cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    cwd: cluster,
    user,
    // Ctrl-C on the terminal reaches the service, which drains before it stops the server.
    detached: true,
    log,
  })
  let ended = false
  const exited = exitCode.then(() => {
    ended = true
  })
  const deadline = Date.now() + START_TIMEOUT_MS
  while (!(await isServing(cluster, child.pid))) {
    if (ended || Date.now() > deadline) {
      child.kill('SIGKILL')
      await exited
      throw serverFailed('start', tail)
    }
    await sleep(POLL_MS)
  }
  const leash = leashTo(child.pid ?? 0, user)
  let stopping: Promise<void> | undefined
  const stop = async (): Promise<void> => {
    if (!ended) child.kill('SIGINT')
    const impatience = setTimeout(() => child.kill('SIGQUIT'), STOP_TIMEOUT_MS)
    await exited
    clearTimeout(impatience)
    leash.kill('SIGKILL')
    await lock.release()
  }
  return {
    connection: { host: socketDir, port: PORT, user: OWNER, database: DATABASE },
    pid: child.pid ?? 0,
    exited,
    stop: () => (stopping ??= stop()),
  }
}

/** The last line of postmaster.pid reads `ready` once connections are accepted (as pg_ctl waits for it). */
async function isServing(cluster: string, pid: number | undefined): Promise<boolean> {
  const lines = await readPostmasterLines(cluster)
  return Number(lines[0]) === pid && lines[7]?.trim() === 'ready'
}

const readPostmasterLines = (cluster: string): Promise<string[]> =>
  readFile(join(cluster, 'postmaster.pid'), 'utf8').then(
    (text) => text.split('\n'),
    () => [],
  )

/**
 * A shell that waits for our end of a pipe to close, which the kernel does however we die, and then shuts the server down:
 * an orphan doesn't outlive its service. `stop` kills it first.
 */
function leashTo(pid: number, user: ServerUser | undefined): ChildProcess {
  const leash = spawn('/bin/sh', ['-c', `read -r _; kill -INT ${pid}`], {
    cwd: '/',
    env: {},
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    ...identityOf(user),
  })
  leash.on('error', () => undefined)
  leash.unref()
  return leash
}
