import { Piscina } from 'piscina'
import type { CardPictures } from '../verify/draw-pictures.ts'
import type { Exhibit, Findings } from '../verify/exhibit.ts'
import { ownBuffer, unwrapAnswer, type WorkerAnswer } from './worker-answer.ts'

export interface ExaminePoolOptions {
  readonly workers: number
  /** The fusion policy as read from JSON. */
  readonly policy: unknown
  readonly faceStub: boolean
}

/** Threads that look at pixels; everything heavy and native is loaded there and nowhere else. */
export interface ExaminePool {
  /** Runs `examineFrames` in a thread, which takes the frames' memory over. */
  examine(exhibit: Exhibit): Promise<Findings>
  /** Runs `drawPictures` in a thread, which takes the frames' memory over. */
  draw(exhibit: Exhibit): Promise<CardPictures>
  /** Whether at least one thread has its models loaded. */
  isWarm(): boolean
  readonly running: number
  close(): Promise<void>
}

/**
 * Starts the threads and loads all models, so that a missing one stops the start and not the first capture.
 * @throws KartuError `model_missing` | `policy_invalid`
 */
export async function openExaminePool(options: ExaminePoolOptions): Promise<ExaminePool> {
  const pool = new Piscina({
    filename: new URL('./examine-worker.ts', import.meta.url).href,
    minThreads: options.workers,
    maxThreads: options.workers,
    workerData: { policy: options.policy, faceStub: options.faceStub },
    execArgv: [],
    env: {},
  })
  try {
    const warmUps = Array.from({ length: options.workers }, async () => {
      unwrapAnswer((await pool.run(undefined, { name: 'warmUp' })) as WorkerAnswer<null>)
    })
    await Promise.all(warmUps)
  } catch (error) {
    await pool.destroy()
    throw error
  }
  const runOver = async <T>(name: string, exhibit: Exhibit): Promise<T> => {
    const owned = exhibit.frames.map((frame) => ({ frame, ...ownBuffer(frame.bytes) }))
    const task = { ...exhibit, frames: owned.map(({ frame, bytes }) => ({ ...frame, bytes })) }
    const transferList = owned.map(({ buffer }) => buffer)
    return unwrapAnswer((await pool.run(task, { name, transferList })) as WorkerAnswer<T>)
  }
  return {
    examine: (exhibit) => runOver<Findings>('examine', exhibit),
    draw: (exhibit) => runOver<CardPictures>('draw', exhibit),
    isWarm: () => pool.threads.length > 0,
    get running() {
      return pool.threads.length - pool.idleThreads
    },
    close: () => pool.close({ force: true }),
  }
}
