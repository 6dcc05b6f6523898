import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { KartuError } from '@kartu/core'
import { captureRecordSchema, type CaptureRecord } from './capture-record.ts'

/** Records on disk, a JSON line each after a line that says under which conditions they were made. */
export interface Checkpoint {
  readonly records: readonly CaptureRecord[]
  append(record: CaptureRecord): void
}

/**
 * Opens a checkpoint: emptied, or with `resume` continued.
 * @throws KartuError `checkpoint_differs` when it was made under other conditions
 */
export function openCheckpoint(path: string, conditions: object, resume: boolean): Checkpoint {
  const header = JSON.stringify(conditions)
  const records: CaptureRecord[] = []
  if (resume && existsSync(path)) {
    const [first, ...lines] = readFileSync(path, 'utf8').split('\n')
    if (first !== header) {
      throw new KartuError(
        'checkpoint_differs',
        `${path} holds captures made under other conditions: ${first}`,
      )
    }
    // A killed run leaves half a line at the end: that capture is judged again.
    for (const line of lines) {
      const parsed = captureRecordSchema.safeParse(parseLine(line))
      if (parsed.success) records.push(parsed.data)
    }
  }
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, [header, ...records.map((record) => JSON.stringify(record)), ''].join('\n'))
  return { records, append: (record) => appendFileSync(path, `${JSON.stringify(record)}\n`) }
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}
