import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { KartuError } from '@kartu/core'
import type { CaptureRecord } from './capture-record.ts'
import type { Presentation } from './plan-evaluation.ts'

/** One capture to judge: to be filmed, or a folder to be opened. */
export type JudgeTask = { readonly wantsPicture: boolean } & (
  { readonly presentation: Presentation } | { readonly folder: string }
)
/** An error class does not survive the way between processes, so a refusal travels as a value. */
export type JudgeAnswer =
  | { readonly record: CaptureRecord }
  | { readonly refusal: { readonly code: string; readonly message: string } }

const JUDGE_PROCESS = fileURLToPath(new URL('./judge-process.ts', import.meta.url))

/**
 * Judges captures in child processes, in order of the list as processes become free. Processes and not threads: only a process
 * knows the CPU time of its decoder's and its networks' threads.
 * @throws KartuError as opening a capture does; any other error of a judging process ends it and is printed there
 */
export async function judgeInProcesses(
  tasks: readonly JudgeTask[],
  processes: number,
  onRecord: (record: CaptureRecord) => void,
): Promise<void> {
  const queue = [...tasks]
  const lanes = Array.from({ length: Math.min(processes, tasks.length) }, async () => {
    const child = fork(JUDGE_PROCESS, { stdio: ['ignore', 2, 2, 'ipc'] })
    const died = once(child, 'exit').then(([code]: unknown[]) => {
      throw new Error(`a judging process stopped with exit code ${String(code)}`)
    })
    died.catch(() => undefined)
    try {
      for (let task = queue.shift(); task !== undefined; task = queue.shift()) {
        const answered = once(child, 'message')
        child.send(task)
        const [answer] = (await Promise.race([answered, died])) as [JudgeAnswer]
        if ('refusal' in answer) throw new KartuError(answer.refusal.code, answer.refusal.message)
        onRecord(answer.record)
      }
    } finally {
      queue.length = 0 // one failure ends the run: a figure with holes is none
      child.kill()
    }
  })
  await Promise.all(lanes)
}
