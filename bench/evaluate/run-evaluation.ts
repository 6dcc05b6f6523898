import { basename } from 'node:path'
import { parseFusionPolicy } from '@kartu/core'
import { loadPolicy } from '@kartu/server'
import type { CaptureRecord } from './capture-record.ts'
import { openCheckpoint, type Checkpoint } from './checkpoint.ts'
import type { EvaluationDocument } from './evaluation-document.ts'
import type { EvaluationOptions } from './evaluation-options.ts'
import { listCaptureFolders } from './folder/list-capture-folders.ts'
import { judgeInProcesses, type JudgeTask } from './judge-in-processes.ts'
import { planEvaluation } from './plan-evaluation.ts'
import { summariseEvaluation } from './summarise-evaluation.ts'

export interface Evaluation {
  readonly document: EvaluationDocument
  readonly records: readonly CaptureRecord[]
}

interface NamedTask {
  readonly id: string
  readonly task: JudgeTask
}

/** Captures and judges the declared set, or judges a folder of captures, and sums up. */
export async function runEvaluation(
  options: EvaluationOptions,
  report: (line: string) => void,
): Promise<Evaluation> {
  const { version: policyVersion } = parseFusionPolicy(await loadPolicy())
  const isFolder = options.captures !== undefined
  const conditions = {
    profile: isFolder ? 'folder' : options.profile,
    split: isFolder ? null : options.split,
    seed: isFolder ? null : options.seed,
    policyVersion,
  } as const
  const tasks = isFolder ? await folderTasks(options.captures) : simulatedTasks(options)
  const checkpoint = openRecords(options, conditions)
  const known = new Map(checkpoint.records.map((record) => [record.id, record]))
  const records = tasks.flatMap(({ id }) => known.get(id) ?? [])
  const open = tasks.filter(({ id }) => !known.has(id))
  report(`${tasks.length} captures, ${open.length} to judge in ${options.processes} processes`)
  await judgeInProcesses(
    open.map(({ task }) => task),
    options.processes,
    (record) => {
      checkpoint.append(record)
      records.push(record)
      report(`${records.length}/${tasks.length} ${record.id}: ${record.tier} (${record.reason})`)
    },
  )
  // Processes answer in any order; sorted, one run equals another.
  records.sort((a, b) => (a.id < b.id ? -1 : 1))
  return { document: summariseEvaluation(records, conditions), records }
}

function openRecords(options: EvaluationOptions, conditions: object): Checkpoint {
  if (options.checkpoint === undefined) return { records: [], append: () => undefined }
  return openCheckpoint(options.checkpoint, { ...conditions, captures: options.captures }, options.resume)
}

/** The first capture of every species and variety, with and without flash, is pictured in the report. */
function simulatedTasks(options: EvaluationOptions): NamedTask[] {
  const pictured = new Set<string>()
  return planEvaluation(options).map((presentation) => {
    const { id, species, variety, flash } = presentation
    const kind = `${species}/${variety}/${flash}`
    const wantsPicture = !pictured.has(kind)
    pictured.add(kind)
    return { id, task: { presentation, wantsPicture } }
  })
}

/** Others' captures may show people's own cards: no picture of them goes into a report. */
async function folderTasks(directory: string | undefined): Promise<NamedTask[]> {
  const folders = await listCaptureFolders(directory ?? '')
  return folders.map((folder) => ({ id: basename(folder), task: { folder, wantsPicture: false } }))
}
