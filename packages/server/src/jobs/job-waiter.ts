import type { Database } from '../store/database.ts'
import { listenTo } from '../store/listen-to.ts'
import { JOBS_CHANNEL } from './job-queue.ts'

type WaitOutcome = 'done' | 'dead' | 'timeout'

/** Tells when a job is over, whichever node did it. */
export interface JobWaiter {
  /** Rejects only with the signal's reason. */
  wait(
    kind: string,
    subjectId: string,
    options: { readonly timeoutMs: number; readonly signal?: AbortSignal },
  ): Promise<WaitOutcome>
  close(): Promise<void>
}

/** An announcement can be lost with its connection: look this often anyway. */
const POLL_MS = 1_000

/** Opens a waiter; it keeps one connection of the pool to listen on. */
export async function createJobWaiter(database: Database): Promise<JobWaiter> {
  const waiting = new Map<string, Set<() => void>>()

  const announced = (subject: string | undefined): void => {
    for (const look of waiting.get(subject ?? '') ?? []) look()
  }

  async function stateOf(kind: string, subjectId: string): Promise<WaitOutcome | undefined> {
    const row = await database.db
      .selectFrom('jobs')
      .select('state')
      .where('kind', '=', kind)
      .where('subjectId', '=', subjectId)
      .executeTakeFirst()
      .catch(() => undefined)
    return row?.state === 'done' || row?.state === 'dead' ? row.state : undefined
  }

  const listener = await listenTo(database, JOBS_CHANNEL, announced)
  return {
    wait(kind, subjectId, { timeoutMs, signal }) {
      const subject = `${kind}:${subjectId}`
      return new Promise<WaitOutcome>((resolve, reject) => {
        const look = (): void =>
          void stateOf(kind, subjectId).then((state) => state !== undefined && settle(state))
        const poll = setInterval(look, POLL_MS)
        const timeout = setTimeout(() => settle('timeout'), timeoutMs)
        const looks = waiting.get(subject) ?? new Set()
        waiting.set(subject, looks.add(look))
        const stop = (): void => {
          clearInterval(poll)
          clearTimeout(timeout)
          looks.delete(look)
          if (looks.size === 0) waiting.delete(subject)
          signal?.removeEventListener('abort', abort)
        }
        const settle = (outcome: WaitOutcome): void => {
          stop()
          resolve(outcome)
        }
        const abort = (): void => {
          stop()
          reject(signal?.reason as Error)
        }
        signal?.addEventListener('abort', abort, { once: true })
        if (signal?.aborted === true) abort()
        else look()
      })
    },
    close: () => listener.close(),
  }
}
