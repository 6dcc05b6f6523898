import { execFile, fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readFile, readlink, realpath, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { lockDataDir } from '../../src/adapters/data-dir-lock.ts'
import { startEmbeddedPostgres } from '../../src/adapters/embedded-postgres.ts'
import { openDatabase } from '../../src/store/database.ts'

const WRITER = fileURLToPath(new URL('../harness/writer-process.ts', import.meta.url))

/** A data directory that initdb made once; each test works on a copy, modes and owners included. */
let pristine: string
let dataDir: string
const children: ChildProcess[] = []
beforeAll(async () => {
  pristine = await mkdtemp(join(tmpdir(), 'kartu-embedded-'))
  await (await startEmbeddedPostgres({ dataDir: pristine })).stop()
})
afterAll(() => rm(pristine, { recursive: true, force: true }))
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'kartu-embedded-'))
  await promisify(execFile)('cp', ['-a', `${pristine}/.`, dataDir])
})
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  await rm(dataDir, { recursive: true, force: true })
})

/** A service process that opens the data directory and commits numbers, telling each one it was acknowledged. */
async function startWriter(): Promise<{ child: ChildProcess; acknowledged: number[]; serverPid: number }> {
  const child = fork(WRITER, [dataDir], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  children.push(child)
  const acknowledged: number[] = []
  const [first] = (await once(child, 'message')) as [{ serverPid: number } | { code: string }]
  if (!('serverPid' in first)) throw new Error(first.code)
  child.on('message', (message: { committed?: number }) => {
    if (message.committed !== undefined) acknowledged.push(message.committed)
  })
  return { child, acknowledged, serverPid: first.serverPid }
}

async function readNumbers(): Promise<number[]> {
  const server = await startEmbeddedPostgres({ dataDir })
  const database = openDatabase({ connection: server.connection, maxConnections: 1 })
  try {
    const { rows } = await database.pool.query<{ n: number }>('select n from numbers order by n')
    return rows.map((row) => row.n)
  } finally {
    await database.close()
    await server.stop()
  }
}

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

test('starts, keeps what was committed over a clean stop, and starts again within half a second', async () => {
  const first = await startEmbeddedPostgres({ dataDir })
  const database = openDatabase({ connection: first.connection })
  await database.pool.query('create table numbers (n integer primary key)')
  await database.pool.query('insert into numbers values (7)')
  const settings = await database.pool.query<{ name: string; setting: string }>(
    "select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'listen_addresses', 'data_checksums') order by name",
  )
  expect(settings.rows.map((row) => `${row.name}=${row.setting}`)).toEqual([
    'data_checksums=on',
    'fsync=on',
    'listen_addresses=',
    'synchronous_commit=on',
  ])
  await database.close()
  await first.stop()
  expect(isRunning(first.pid)).toBe(false)
  const started = performance.now()
  const second = await startEmbeddedPostgres({ dataDir })
  // Measured 60–80 ms on an idle machine; the bound leaves room for a busy one.
  expect(performance.now() - started).toBeLessThan(3_000)
  await second.stop()
  expect(await readNumbers()).toEqual([7])
})

test('a second service on one data directory is told so, and the first notices nothing', async () => {
  const { child, acknowledged } = await startWriter()
  const started = performance.now()
  await expect(startEmbeddedPostgres({ dataDir })).rejects.toMatchObject({ code: 'data_dir_locked' })
  expect(performance.now() - started).toBeLessThan(2_000)
  const before = acknowledged.length
  await expect.poll(() => acknowledged.length, { timeout: 10_000 }).toBeGreaterThan(before)
  child.kill('SIGTERM')
  await once(child, 'exit')
  expect(await readNumbers()).toEqual(expect.arrayContaining(acknowledged))
})

test('kill -9 of the service, again and again, loses nothing acknowledged: lock and server are recovered', async () => {
  for (const commits of [1, 15, 40]) {
    const { child, acknowledged, serverPid } = await startWriter()
    await expect.poll(() => acknowledged.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(commits)
    child.kill('SIGKILL')
    await once(child, 'exit')
    const numbers = await readNumbers()
    expect(numbers).toEqual(expect.arrayContaining(acknowledged))
    // At most the one commit whose acknowledgement was under way.
    expect((numbers.at(-1) ?? 0) - (acknowledged.at(-1) ?? 0)).toBeLessThanOrEqual(1)
    await expect.poll(() => isRunning(serverPid), { timeout: 10_000 }).toBe(false)
  }
})

test('kill -9 of the database server loses nothing acknowledged, and the service is told', async () => {
  const { child, acknowledged, serverPid } = await startWriter()
  await expect.poll(() => acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(20)
  process.kill(serverPid, 'SIGKILL')
  const [code] = await once(child, 'exit')
  expect(code).toBe(70)
  expect(await readNumbers()).toEqual(expect.arrayContaining(acknowledged))
})

test('a server whose service was killed does not outlive it', async () => {
  const { child, serverPid } = await startWriter()
  child.kill('SIGKILL')
  await expect.poll(() => isRunning(serverPid), { timeout: 10_000 }).toBe(false)
})

test('a lock that names a process long gone is taken over; one that is held is not', async () => {
  await writeFile(
    join(dataDir, 'kartu.lock'),
    JSON.stringify({
      token: 'x',
      pid: 2 ** 22 + 1,
      processStart: '1',
      bootId: await bootId(),
      processNamespace: await pidNamespace(),
    }),
  )
  const lock = await lockDataDir(dataDir)
  await expect(lockDataDir(dataDir)).rejects.toMatchObject({ code: 'data_dir_locked' })
  await lock.release()
  await lock.release()
  const again = await lockDataDir(dataDir)
  await again.release()
})

test('of 20 simultaneous openings one gets the lock', async () => {
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => lockDataDir(dataDir)))
  const held = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  expect(held).toHaveLength(1)
  await held[0]?.release()
})

test('works in a directory whose path is too long for a socket', async () => {
  await rm(join(dataDir, 'pg'), { recursive: true })
  const deep = join(dataDir, 'x'.repeat(60), 'y'.repeat(60))
  await mkdir(deep, { recursive: true })
  for (const path of [join(dataDir, 'x'.repeat(60)), dataDir]) await chmod(path, 0o755)
  const server = await startEmbeddedPostgres({ dataDir: deep })
  const database = openDatabase({ connection: server.connection, maxConnections: 1 })
  await database.pool.query('select 1')
  await database.close()
  await server.stop()
  const short = await readFile(join(deep, 'pg', 'socket-dir'), 'utf8')
  expect(Buffer.byteLength(short)).toBeLessThan(80)
  await rm(short, { recursive: true, force: true })
})

test.runIf(process.getuid?.() === 0)(
  'run by root, the server is another user, who gets a shelter where a parent bars the way',
  async () => {
    const barred = join(dataDir, 'barred')
    await mkdir(join(barred, 'data'), { recursive: true })
    await chmod(dataDir, 0o755)
    await chmod(barred, 0o700)
    const lines: string[] = []
    const sheltered = await startEmbeddedPostgres({
      dataDir: join(barred, 'data'),
      log: (line) => lines.push(line),
    })
    const home = await realpath(join(barred, 'data', 'pg'))
    expect(lines[0]).toContain('barred')
    expect(home.startsWith(await realpath(barred))).toBe(false)
    await sheltered.stop()
    const again = await startEmbeddedPostgres({ dataDir: join(barred, 'data') })
    expect(await realpath(join(barred, 'data', 'pg'))).toBe(home)
    await again.stop()
    await rm(home, { recursive: true })
    const server = await startEmbeddedPostgres({ dataDir })
    expect((await stat(`/proc/${server.pid}`)).uid).not.toBe(0)
    const environment = await readFile(`/proc/${server.pid}/environ`, 'utf8')
    expect(
      environment
        .split('\0')
        .filter((line) => line !== '')
        .map((line) => line.split('=')[0]),
    ).toEqual(['PATH', 'LC_ALL', 'TZ'])
    await server.stop()
  },
)

test('refuses the cluster of another major version', async () => {
  await writeFile(join(dataDir, 'pg', 'data', 'PG_VERSION'), '17\n')
  await expect(startEmbeddedPostgres({ dataDir })).rejects.toMatchObject({
    code: 'embedded_postgres_version',
  })
  await (await lockDataDir(dataDir)).release()
})

const bootId = async (): Promise<string> => (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim()
const pidNamespace = (): Promise<string> => readlink('/proc/self/ns/pid')
