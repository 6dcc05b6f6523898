import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The service is started as an operator starts it, by its command: the simulator never links against what judges it. */
const KARTU_COMMAND = fileURLToPath(new URL('../../../server/src/cli/main.ts', import.meta.url))
/** First start initialises a database and loads the models; on a busy two-core machine that took up to 15 s. */
const READY_TIMEOUT_MS = 90_000
const READY_POLL_MS = 100
const STOP_TIMEOUT_MS = 30_000
/** A demonstration submits faster than an applicant; the limits themselves have their own tests. */
const RATE_PER_MINUTE = '100000'

/** What a service's first run leaves for its operator in `sandbox.json`. */
export interface Sandbox {
  readonly apiKey: string
  /** Signs captures without a flash. */
  readonly captureSecret: string
  /** Who signs in at the desk first, with a one-time password. */
  readonly login: { readonly email: string; readonly password: string }
}

export interface ThrowawayService extends Sandbox {
  /** e.g. `http://127.0.0.1:41873` */
  readonly baseUrl: string
  readonly pid: number
  /** Stops the service and deletes its data. */
  stop(): Promise<void>
}

/**
 * Starts a service with an empty data directory on a free port.
 * @param environment settings over the defaults, e.g. `{ WORKERS: '1' }`
 */
export async function startThrowawayService(
  environment: Readonly<Record<string, string>> = {},
): Promise<ThrowawayService> {
  const dataDir = await mkdtemp(join(tmpdir(), 'kartu-'))
  const baseUrl = `http://127.0.0.1:${await freePort()}`
  const child = spawn(process.execPath, [KARTU_COMMAND, 'serve'], {
    stdio: ['ignore', 2, 2], // standard output belongs to the caller's own result
    env: {
      ...process.env,
      HOST: '127.0.0.1',
      PORT: new URL(baseUrl).port,
      DATA_DIR: dataDir,
      LOG_LEVEL: 'warn',
      RATE_LIMIT_CHALLENGE: RATE_PER_MINUTE,
      RATE_LIMIT_CAPTURE: RATE_PER_MINUTE,
      RATE_LIMIT_WRITE: RATE_PER_MINUTE,
      RATE_LIMIT_READ: RATE_PER_MINUTE,
      RATE_LIMIT_LOGIN: RATE_PER_MINUTE,
      ...environment,
    },
  })
  const exited = once(child, 'exit')
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    const killer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS)
    await exited
    clearTimeout(killer)
    await rm(dataDir, { recursive: true, force: true })
  }
  try {
    await waitUntilReady(baseUrl, exited)
    const sandbox: unknown = JSON.parse(await readFile(join(dataDir, 'sandbox.json'), 'utf8'))
    return { baseUrl, ...readSandbox(sandbox), pid: child.pid ?? 0, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function waitUntilReady(baseUrl: string, exited: Promise<unknown>): Promise<void> {
  const deadlineMs = performance.now() + READY_TIMEOUT_MS
  let gone = false
  void exited.then(() => (gone = true))
  while (performance.now() < deadlineMs) {
    if (gone) throw new Error('the service stopped before it was ready; its reason stands above')
    const answer = await fetch(`${baseUrl}/readyz`).catch(() => null)
    if (answer?.ok === true) return
    await new Promise((resolve) => setTimeout(resolve, READY_POLL_MS))
  }
  throw new Error(`the service was not ready within ${READY_TIMEOUT_MS} ms`)
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port to listen on')
  return address.port
}

/** Throws where a member is missing. */
export function readSandbox(document: unknown): Sandbox {
  const administrator: unknown = Object.entries(document ?? {}).find(
    ([name]) => name === 'administrator',
  )?.[1]
  return {
    apiKey: textIn(document, 'apiKey'),
    captureSecret: textIn(document, 'captureSecret'),
    login: {
      email: textIn(administrator, 'email'),
      password: textIn(administrator, 'firstPassword'),
    },
  }
}

function textIn(document: unknown, member: string): string {
  const value: unknown = Object.entries(document ?? {}).find(([name]) => name === member)?.[1]
  if (typeof value !== 'string') throw new Error(`sandbox.json holds no ${member}`)
  return value
}
