import type { Clock } from '@kartu/core'

/** Wall time of named stages; what runs again adds up. */
export interface Stopwatch {
  readonly stageMs: Readonly<Record<string, number>>
  time<T>(stage: string, work: () => T | Promise<T>): Promise<T>
  timeSync<T>(stage: string, work: () => T): T
}

/** `clock` may be monotonic: only differences are taken. */
export function createStopwatch(clock: Clock): Stopwatch {
  const stageMs: Record<string, number> = {}
  return {
    stageMs,
    async time(stage, work) {
      const startMs = clock.nowMs()
      const result = await work()
      stageMs[stage] = (stageMs[stage] ?? 0) + clock.nowMs() - startMs
      return result
    },
    timeSync(stage, work) {
      const startMs = clock.nowMs()
      const result = work()
      stageMs[stage] = (stageMs[stage] ?? 0) + clock.nowMs() - startMs
      return result
    },
  }
}
