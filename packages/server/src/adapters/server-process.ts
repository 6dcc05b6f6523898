import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { KartuError } from '@kartu/core'
import type { ServerUser } from './server-user.ts'

/** A child of PostgreSQL's programs. */
export interface ServerProcess {
  readonly child: ChildProcess
  /** The last lines of its standard error. */
  readonly tail: readonly string[]
  /** Resolves with the exit code, null when a signal ended it or it never started; never rejects. */
  readonly exitCode: Promise<number | null>
}

export interface ServerCommand {
  readonly program: string
  readonly args: readonly string[]
  readonly cwd: string
  /** Whom to run as; undefined: ourselves. */
  readonly user: ServerUser | undefined
  /** In a process group of its own, out of Ctrl-C's reach. */
  readonly detached?: boolean
  readonly log?: (line: string) => void
}

/** How many of the server's last lines an error quotes. */
const TAIL_LINES = 5

/** All that the server's programs see of an environment. */
const SERVER_ENVIRONMENT: NodeJS.ProcessEnv = {
  PATH: '/usr/local/bin:/usr/bin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
}

/** Starts a program with an environment of its own: ours may hold the master key. */
export function startServerProcess(command: ServerCommand): ServerProcess {
  const child = spawn(command.program, command.args, {
    cwd: command.cwd,
    env: SERVER_ENVIRONMENT,
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: command.detached === true,
    ...identityOf(command.user),
  })
  const exitCode = new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null))
    child.once('close', resolve)
  })
  return { child, tail: keepTail(child, command.log), exitCode }
}

/** The part of spawn's options that drops root's privileges. */
export const identityOf = (user: ServerUser | undefined): Pick<SpawnOptions, 'uid' | 'gid'> =>
  user === undefined ? {} : { uid: user.uid, gid: user.gid }

/** What went wrong, in the server's own words: `embedded_postgres_failed`. */
export const serverFailed = (what: string, tail: readonly string[]): KartuError =>
  new KartuError('embedded_postgres_failed', `Embedded PostgreSQL: ${what} failed. ${tail.join(' | ')}`)

function keepTail(child: ChildProcess, log: (line: string) => void = () => undefined): readonly string[] {
  const tail: string[] = []
  let rest = ''
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      tail.push(line)
      if (tail.length > TAIL_LINES) tail.shift()
      log(line)
    }
  })
  return tail
}
