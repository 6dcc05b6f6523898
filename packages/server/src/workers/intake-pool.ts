import { Piscina } from 'piscina'
import type { AcceptParts } from '../verify/accept-parts.ts'
import type { ProbedFrame, ReadCapture } from '../verify/submission.ts'
import { ownBuffer, unwrapAnswer, type WorkerAnswer } from './worker-answer.ts'

/** The longest legal body, its text and its parsed form together stay far below this. */
const HEAP_MB = 512

export type IntakePool = AcceptParts['intake'] & {
  /** Writes who looks at a picture and when all over it. */
  stampPicture(bytes: Uint8Array, mark: string): Promise<Uint8Array>
  close(): Promise<void>
}

/**
 * One thread that parses bodies and probes frames, so that megabytes of JSON never hold up the event loop, nor wait
 * behind the judging of other captures. Its queue is bounded by the bytes that the intake admits.
 */
export function createIntakePool(): IntakePool {
  const pool = new Piscina({
    filename: new URL('./intake-worker.ts', import.meta.url).href,
    minThreads: 1,
    maxThreads: 1,
    execArgv: [],
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  })
  return {
    async readCapture(body) {
      const { bytes, buffer } = ownBuffer(body)
      const options = { name: 'readCapture', transferList: [buffer] }
      return unwrapAnswer((await pool.run(bytes, options)) as WorkerAnswer<ReadCapture>)
    },
    async probeFrames(frames) {
      const answer = (await pool.run(frames, { name: 'probeFrames' })) as WorkerAnswer<ProbedFrame[]>
      return unwrapAnswer(answer)
    },
    async stampPicture(bytes, mark) {
      const answer = (await pool.run({ bytes, mark }, { name: 'stampPicture' })) as WorkerAnswer<Uint8Array>
      return unwrapAnswer(answer)
    },
    close: () => pool.close({ force: true }),
  }
}
