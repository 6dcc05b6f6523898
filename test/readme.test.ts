import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const DOCUMENTED_PORT = '8080'
const READY_TIMEOUT_MS = 120_000
const COMMAND_TIMEOUT_MS = 400_000

/** Commands of the README that this suite does not run, each with its reason. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  'npm test': 'runs this suite',
  'npm run check': 'is the first step of npm test',
}

const readme = await readFile(join(ROOT, 'README.md'), 'utf8')
const blocks = [...readme.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map((match) => match[1] ?? '')

/** A stranger's clone: the tracked files in an empty folder, the packages already installed. */
let clone = ''
let port = ''
let service: ChildProcess | undefined

async function makeClone(): Promise<string> {
  const target = await mkdtemp(join(tmpdir(), 'kartu-readme-'))
  const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' }).split('\0')
  for (const path of tracked.filter((name) => name !== '')) {
    await mkdir(join(target, dirname(path)), { recursive: true })
    await cp(join(ROOT, path), join(target, path)).catch(() => undefined) // tracked, deleted on disk
  }
  await symlink(join(ROOT, 'node_modules'), join(target, 'node_modules'))
  return target
}

async function freePort(): Promise<string> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return String(address.port)
}

function runInClone(script: string): string {
  return execFileSync('bash', ['-euo', 'pipefail', '-c', script.replaceAll(DOCUMENTED_PORT, port)], {
    cwd: clone,
    encoding: 'utf8',
    timeout: COMMAND_TIMEOUT_MS,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

async function untilReady(): Promise<void> {
  const deadlineMs = Date.now() + READY_TIMEOUT_MS
  while (Date.now() < deadlineMs) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null)
    if (answer?.ok === true) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('npm start was not ready in time')
}

beforeAll(async () => {
  clone = await makeClone()
  port = await freePort()
}, COMMAND_TIMEOUT_MS)

afterAll(async () => {
  if (service?.pid !== undefined && service.exitCode === null) {
    const exited = once(service, 'exit')
    process.kill(-service.pid, 'SIGTERM')
    await exited
  }
  await rm(clone, { recursive: true, force: true })
}, 60_000)

describe('the README', () => {
  it('stays under 150 lines', () => {
    expect(readme.split('\n').length).toBeLessThan(150)
  })

  it(
    'begins with one command that starts the service',
    async () => {
      expect(blocks[0]?.trim()).toBe('npm start')
      service = spawn('npm', ['start'], {
        cwd: clone,
        detached: true, // its own process group, so that stopping it stops what it started
        stdio: 'ignore',
        env: { ...process.env, PORT: port },
      })
      await untilReady()
    },
    READY_TIMEOUT_MS + 10_000,
  )

  it(
    'gets a challenge, a verdict and the 16 fields with its curl lines',
    () => {
      const output = runInClone(blocks[1] ?? '')
      const verdict = JSON.parse(runInClone('cat verdict.json')) as {
        verification: { status: string }
        ktpBundle: { assuranceTier: string }
      }
      expect(verdict.verification.status).toBe('verified')
      expect(verdict.ktpBundle.assuranceTier).toBe('high')
      expect(output).toContain('"fullName"')
    },
    COMMAND_TIMEOUT_MS,
  )

  const commands = blocks
    .slice(2)
    .flatMap((block) => block.split('\n'))
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '')

  for (const command of [...commands, ...(readme.match(/`npm run -s kartu -- [a-z-]+`/g) ?? []).map(bare)]) {
    if (command in LEFT_OUT) continue
    it(
      `has a command that works: ${command}`,
      () => {
        expect(runInClone(command).length).toBeGreaterThan(0)
      },
      COMMAND_TIMEOUT_MS,
    )
  }
})

function bare(quoted: string): string {
  return quoted.replaceAll('`', '')
}
