import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const COMMAND = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
const LISTENS = /Kartu listens on (http:\S+)/
const START_TIMEOUT_MS = 90_000

export interface ServiceProcess {
  readonly url: string
  readonly pid: number
  /** Everything it printed so far. */
  output(): string
  /** Ends it as a power cut would. */
  kill(): Promise<void>
  /** Asks it to end; resolves with its exit code. */
  stop(): Promise<number>
}

/** The real service in a process of its own, started by its command; resolves once it listens. */
export async function startServiceProcess(
  environment: Readonly<Record<string, string>>,
): Promise<ServiceProcess> {
  const plenty = '1000000'
  const child = spawn(process.execPath, [COMMAND, 'serve'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: process.env['HOME'] ?? '',
      PORT: '0',
      WORKERS: '1',
      LOG_LEVEL: 'info',
      RATE_LIMIT_CHALLENGE: plenty,
      RATE_LIMIT_CAPTURE: plenty,
      RATE_LIMIT_WRITE: plenty,
      RATE_LIMIT_READ: plenty,
      ...environment,
    },
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (text += chunk.toString()))
  const exited = once(child, 'exit') as Promise<[number | null]>
  const deadlineMs = performance.now() + START_TIMEOUT_MS
  while (!LISTENS.test(text)) {
    if (child.exitCode !== null || performance.now() > deadlineMs) {
      child.kill('SIGKILL')
      throw new Error(`The service did not start:\n${text}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return {
    url: LISTENS.exec(text)?.[1] ?? '',
    pid: child.pid ?? 0,
    output: () => text,
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
    async stop() {
      child.kill('SIGTERM')
      const [code] = await exited
      return code ?? -1
    },
  }
}
