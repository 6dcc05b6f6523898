// `npm run fit-policy`: makes `policy/fusion.json` anew. Curves and thresholds come of simulated captures of the `fit` split, the operating
// point of those of `choose`; `npm run evaluate` reports on a third that shares no device, print style, card or seed with them. Which
// voters are hard, a family's prior and how many passes it needs are decisions and stay as they are in the file.
import { writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { parseFusionPolicy, type FusionPolicy, type VoterFamily } from '@kartu/core'
import { loadPolicy } from '@kartu/server'
import { DEVICE_PROFILES, PRINT_STYLES } from '@kartu/specimen'
import type { CaptureRecord } from '../evaluate/capture-record.ts'
import { openCheckpoint } from '../evaluate/checkpoint.ts'
import { listCaptureFolders } from '../evaluate/folder/list-capture-folders.ts'
import { judgeInProcesses, type JudgeTask } from '../evaluate/judge-in-processes.ts'
import { planEvaluation, type Split } from '../evaluate/plan-evaluation.ts'
import { chooseBounds, temperOf } from './choose-bounds.ts'
import { fitVoters } from './fit-voters.ts'

const FAMILIES: readonly VoterFamily[] = ['antiSpoof', 'tamper']

const { values } = parseArgs({
  options: {
    genuine: { type: 'string', default: '120' },
    attacks: { type: 'string', default: '24' },
    seed: { type: 'string', default: 'policy' },
    /** A folder that `npm run evaluate -- --split … --export` filled, instead of filming anew. */
    fit: { type: 'string' },
    choose: { type: 'string' },
    resume: { type: 'boolean', default: false },
  },
})

/** Judged captures of one split, kept in `reports/`: a run that was cut off goes on with --resume. */
async function judge(split: Split, folder: string | undefined): Promise<readonly CaptureRecord[]> {
  const tasks = folder === undefined ? filmTasks(split) : await folderTasks(folder)
  const { resume, ...asked } = values
  const conditions = { split, ...asked }
  const checkpoint = openCheckpoint(`reports/fit-policy-${split}.jsonl`, conditions, resume)
  const known = new Set(checkpoint.records.map(({ id }) => id))
  const records = [...checkpoint.records]
  await judgeInProcesses(
    tasks.filter(({ id }) => !known.has(id)).map(({ task }) => task),
    cpus().length,
    (record) => {
      checkpoint.append(record)
      records.push(record)
      process.stderr.write(`${split}: ${records.length} of ${tasks.length}\n`)
    },
  )
  return records.sort((a, b) => (a.id < b.id ? -1 : 1))
}

interface NamedTask {
  readonly id: string
  readonly task: JudgeTask
}

function filmTasks(split: Split): NamedTask[] {
  const order = {
    split,
    seed: values.seed,
    genuineCount: Number(values.genuine),
    attackCount: Number(values.attacks),
    species: null,
  }
  return planEvaluation(order).map((presentation) => ({
    id: presentation.id,
    task: { presentation, wantsPicture: false },
  }))
}

async function folderTasks(folder: string): Promise<NamedTask[]> {
  const folders = await listCaptureFolders(folder)
  return folders.map((one) => ({ id: basename(one), task: { folder: one, wantsPicture: false } }))
}

function temper(policy: FusionPolicy, records: readonly CaptureRecord[]): FusionPolicy {
  const factors = Object.fromEntries(
    FAMILIES.map((family) => [family, temperOf(records, family, policy).temper]),
  )
  const familyOfVoter = new Map(
    records.flatMap(({ votes }) => votes.map(({ voter, family }) => [voter, family])),
  )
  const voters = Object.entries(policy.voters).map(([id, row]) => {
    const factor = factors[familyOfVoter.get(id) ?? 'antiSpoof'] ?? 1
    const curve = row.curve.map(({ suspicion, llr }) => ({
      suspicion,
      llr: Number((factor * llr).toFixed(2)),
    }))
    return [id, { ...row, curve }] as const
  })
  return { ...policy, voters: Object.fromEntries(voters) }
}

/** What was filmed where: an order of captures, or the folders that `npm run evaluate -- --export` filled. */
function commandOf({ genuine, attacks, seed, fit, choose }: typeof values): string {
  if (fit !== undefined && choose !== undefined) return '--fit DIR --choose DIR'
  return `--genuine ${genuine} --attacks ${attacks} --seed ${seed}`
}

const old = parseFusionPolicy(await loadPolicy())
const fitted = await judge('fit', values.fit)
const chosen = await judge('choose', values.choose)
const untempered = { ...old, voters: fitVoters(fitted, old) }
const tempered = temper(untempered, chosen)
const families = Object.fromEntries(
  FAMILIES.map((family) => [family, chooseBounds(chosen, family, tempered)]),
) as Record<VoterFamily, ReturnType<typeof chooseBounds>>
const count = (records: readonly CaptureRecord[]) => ({
  genuine: records.filter(({ genuine }) => genuine).length,
  attacks: records.filter(({ genuine }) => !genuine).length,
})
/** The day, and which policy of that day it is: evaluations and checkpoints name the policy they judged by. */
function nextVersion(before: string): string {
  const day = new Date().toISOString().slice(0, 10)
  if (!before.startsWith(day)) return day
  return `${day}.${Number(before.split('.')[1] ?? 1) + 1}`
}

const isFitted = ({ split }: { readonly split: string }) => split !== 'evaluate'
const policy = {
  version: nextVersion(old.version),
  voters: tempered.voters,
  families,
  provenance: {
    simulated: true,
    command: `npm run fit-policy -- ${commandOf(values)}`,
    devices: DEVICE_PROFILES.filter(isFitted).map(({ name }) => name),
    printStyles: PRINT_STYLES.filter(isFitted).map(({ name }) => name),
    fit: count(fitted),
    choose: count(chosen),
    temper: Object.fromEntries(FAMILIES.map((family) => [family, temperOf(chosen, family, untempered)])),
    note: 'All figures are of simulated captures, judged through the whole pipeline; real captures will differ.',
  },
}
parseFusionPolicy(policy)
const path = fileURLToPath(new URL('../../policy/fusion.json', import.meta.url))
await writeFile(path, `${JSON.stringify(policy, null, 1)}\n`)
console.log(JSON.stringify(policy.families, null, 1))
