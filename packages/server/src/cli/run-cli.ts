import { parseArgs } from 'node:util'
import { KartuError } from '@kartu/core'
import type { Config } from '../config.ts'
import type { Command } from './command.ts'
import { COMMANDS } from './commands.ts'

export interface CliInput {
  /** Without node and script. */
  readonly argv: readonly string[]
  /** Read only when a command runs, so that `help` works with a broken configuration. */
  readonly readConfig: () => Config
  readonly print: (line: string) => void
  readonly printError: (line: string) => void
}

const EXIT_FAILURE = 1
const EXIT_USAGE = 2
/** Words of the longest command name. */
const NAME_WORDS = 2

/** Runs one command and answers the exit code: 0, 1 for a failure, 2 for wrong arguments. */
export async function runCli({ argv, readConfig, print, printError }: CliInput): Promise<number> {
  if (argv.length === 0 || argv[0] === 'help' || argv[0] === '--help') {
    printHelp(print)
    return argv.length === 0 ? EXIT_USAGE : 0
  }
  const command = findCommand(argv)
  if (command === undefined) {
    printError(`kartu: unknown command; "kartu help" lists them`)
    return EXIT_USAGE
  }
  try {
    const args = argv.slice(command.name.split(' ').length)
    const { values, positionals } = parseArgs({ args, options: command.options, allowPositionals: true })
    return await command.run({ config: readConfig(), values, positionals, print })
  } catch (error) {
    if (isUsageError(error)) {
      printError(`kartu ${command.name}: ${error.message}`)
      printError(`usage: kartu ${command.name} ${command.usage}`.trimEnd())
      return EXIT_USAGE
    }
    // A KartuError is written for operators; anything else may quote what it shouldn't, so only its kind is told.
    printError(
      error instanceof KartuError
        ? `kartu ${command.name}: ${error.message} (${error.code})`
        : `kartu ${command.name}: unexpected ${describe(error)}`,
    )
    return EXIT_FAILURE
  }
}

function findCommand(argv: readonly string[]): Command | undefined {
  for (let words = NAME_WORDS; words >= 1; words -= 1) {
    const name = argv.slice(0, words).join(' ')
    const found = COMMANDS.find((command) => command.name === name)
    if (found !== undefined) return found
  }
  return undefined
}

function isUsageError(error: unknown): error is Error {
  if (error instanceof KartuError) return error.code === 'usage_invalid'
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
}

const describe = (error: unknown): string => {
  if (!(error instanceof Error)) return 'failure'
  return 'code' in error ? `${error.name} ${String(error.code)}` : error.name
}

function printHelp(print: (line: string) => void): void {
  print('kartu <command> [options]; settings come from the environment, "kartu config" prints them')
  for (const { name, usage, summary } of COMMANDS) {
    print('')
    print(`  kartu ${name} ${usage}`.trimEnd())
    print(`      ${summary}`)
  }
}
