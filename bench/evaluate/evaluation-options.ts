import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { KartuError } from '@kartu/core'
import { SPECIES } from '@kartu/specimen'
import { SPLITS, type EvaluationOrder } from './plan-evaluation.ts'

const ATTACK_SPECIES = SPECIES.filter((row) => !row.genuine).length
/** Measured: a capture takes 4 s of a slow core, so that with the genuine ones this many attacks stay under four minutes. */
const FAST_ATTACKS = 60

/** How much is captured, each with a flash and as many without. */
const PROFILES = {
  /** Coarse, for catching what broke: the more species there are, the fewer captures of each. */
  fast: { genuineCount: 12, attackCount: Math.max(1, Math.floor(FAST_ATTACKS / 2 / ATTACK_SPECIES)) },
  /** Hours. 300 without an error prove 1 % (pad.md §5.1); genuine captures are shared out among twelve varieties. */
  full: { genuineCount: 600, attackCount: 300 },
} as const

export const EVALUATE_USAGE = `Usage: npm run evaluate -- [options]

  --profile fast|full   how much to capture (fast)
  --count N             captures a species, with and without flash each, instead of the profile's
  --species A,B         only these: ${SPECIES.map((row) => row.id).join(', ')}
  --split NAME          ${SPLITS.join(', ')} (evaluate): the first two are what the policy was made of
  --seed TEXT           another set of cards and circumstances
  --captures DIR        judge a folder of captures instead: docs/EVALUATION.md
  --export DIR          write the simulated captures as such a folder instead of judging them
  --out FILE.html       write the report, one file without references
  --json                print one JSON document and nothing else
  --checkpoint FILE     keep every judged capture (full: reports/evaluate-full.jsonl)
  --resume              go on from the checkpoint
  --processes N         captures judged at once (one a core)`

export interface EvaluationOptions extends EvaluationOrder {
  readonly profile: 'fast' | 'full'
  readonly captures: string | undefined
  readonly export: string | undefined
  readonly out: string | undefined
  readonly json: boolean
  readonly checkpoint: string | undefined
  readonly resume: boolean
  readonly processes: number
}

/** @throws KartuError `evaluate_usage` */
export function parseEvaluationOptions(args: readonly string[]): EvaluationOptions {
  const { profile, count, species, split: splitName, processes, ...rest } = readArguments(args)
  if (profile !== 'fast' && profile !== 'full') throw usage(`no profile is called ${profile}`)
  const split = SPLITS.find((name) => name === splitName)
  if (split === undefined) throw usage(`no split is called ${splitName}`)
  const ids = species?.split(',') ?? null
  const unknown = ids?.find((id) => SPECIES.every((row) => row.id !== id))
  if (unknown !== undefined) throw usage(`no species is called ${unknown}`)
  const counts =
    count === undefined
      ? PROFILES[profile]
      : { genuineCount: wholeNumber('count', count), attackCount: wholeNumber('count', count) }
  const fullCheckpoint = profile === 'full' || rest.resume ? `reports/evaluate-${profile}.jsonl` : undefined
  return {
    ...rest,
    ...counts,
    profile,
    split,
    species: ids,
    captures: rest.captures,
    export: rest.export,
    out: rest.out,
    checkpoint: rest.checkpoint ?? fullCheckpoint,
    processes: processes === undefined ? cpus().length : wholeNumber('processes', processes),
  }
}

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        profile: { type: 'string', default: 'fast' },
        count: { type: 'string' },
        species: { type: 'string' },
        split: { type: 'string', default: 'evaluate' },
        seed: { type: 'string', default: 'report' },
        captures: { type: 'string' },
        export: { type: 'string' },
        out: { type: 'string' },
        json: { type: 'boolean', default: false },
        checkpoint: { type: 'string' },
        resume: { type: 'boolean', default: false },
        processes: { type: 'string' },
      },
    }).values
  } catch (error) {
    throw usage(error instanceof Error ? error.message : String(error))
  }
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1) throw usage(`--${name} is a whole number from 1`)
  return value
}

function usage(message: string): KartuError {
  return new KartuError('evaluate_usage', message)
}
