import { parseArgs } from 'node:util'
import { KartuError } from '@kartu/core'
import { SPECIES } from '@kartu/specimen'

export const EXPLAIN_USAGE = `Usage: npm run demo -- --explain [options]

  --out DIR        where the pages go (reports/explain)
  --species A,B    only these: ${SPECIES.map((row) => row.id).join(', ')}
  --count N        captures of each species (1)
  --seed TEXT      other cards and circumstances
  --nonceless      without a flash challenge
  --json           print one JSON document and nothing else`

export interface ExplainOptions {
  readonly out: string
  readonly species: readonly string[] | null
  readonly count: number
  readonly seed: string
  readonly nonceless: boolean
  readonly json: boolean
}

/** @throws KartuError `explain_usage` */
export function parseExplainOptions(args: readonly string[]): ExplainOptions {
  const { count, species, out, seed, nonceless, json } = readArguments(args)
  const ids = species?.split(',') ?? null
  const unknown = ids?.find((id) => SPECIES.every((row) => row.id !== id))
  if (unknown !== undefined) throw usage(`no species is called ${unknown}`)
  const captures = Number(count)
  if (!Number.isInteger(captures) || captures < 1) throw usage('--count is a whole number from 1')
  return { out, seed, nonceless, json, species: ids, count: captures }
}

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        // What chose this command; accepted so that its arguments can be handed over whole.
        explain: { type: 'boolean', default: true },
        out: { type: 'string', default: 'reports/explain' },
        species: { type: 'string' },
        count: { type: 'string', default: '1' },
        seed: { type: 'string', default: 'explain' },
        nonceless: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    }).values
  } catch (error) {
    throw usage(error instanceof Error ? error.message : String(error))
  }
}

function usage(message: string): KartuError {
  return new KartuError('explain_usage', message)
}
