import type { ParseArgsOptionsConfig } from 'node:util'
import type { Config } from '../config.ts'

/** Option values as node:util's parseArgs gives them. */
export type OptionValues = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>

interface CommandInput {
  readonly config: Config
  readonly values: OptionValues
  readonly positionals: readonly string[]
  /** One line on standard output. */
  readonly print: (line: string) => void
}

/** One command of `kartu`: one file, one row in `commands.ts`. */
export interface Command {
  /** Its words, e.g. `key create`. */
  readonly name: string
  /** One sentence for `kartu help`. */
  readonly summary: string
  /** What follows the name, e.g. `--org <id>`. */
  readonly usage: string
  readonly options: ParseArgsOptionsConfig
  /** Answers the exit code. Throws `usage_invalid` for wrong arguments. */
  run(input: CommandInput): Promise<number>
}
