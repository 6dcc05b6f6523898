import { parseFusionPolicy } from '@kartu/core'
import { workerData } from 'piscina'
import { decodeFrame } from '../adapters/decode-frame.ts'
import { encodeJpeg } from '../adapters/encode-jpeg.ts'
import { loadModels, loadLineReader } from '../adapters/models.ts'
import { drawPictures, type CardPictures } from '../verify/draw-pictures.ts'
import type { Exhibit, Findings } from '../verify/exhibit.ts'
import type { Instruments } from '../verify/judge-parts.ts'
import { examineFrames } from '../verify/pipeline.ts'
import { answerFromWorker, type WorkerAnswer } from './worker-answer.ts'

/** What the pool hands each thread when it starts. */
export interface ExamineWorkerData {
  readonly policy: unknown
  readonly faceStub: boolean
}

let instruments: Promise<Instruments> | undefined

/** Each thread has its own models: sessions are not shared, and scale comes from threads. */
function loadInstruments(): Promise<Instruments> {
  instruments ??= (async () => {
    const { policy, faceStub } = workerData as ExamineWorkerData
    const models = faceStub ? { lineReader: await loadLineReader(), face: null } : await loadModels()
    return {
      ...models,
      decode: decodeFrame,
      policy: parseFusionPolicy(policy),
      clock: { nowMs: () => performance.now() },
    }
  })()
  return instruments
}

/** Worker entry: loads everything; refuses with `model_missing` or `policy_invalid`. */
export function warmUp(): Promise<WorkerAnswer<null>> {
  return answerFromWorker(
    async () => {
      await loadInstruments()
      return null
    },
    () => [],
  )
}

/** Worker entry: examines one bundle. */
export function examine(exhibit: Exhibit): Promise<WorkerAnswer<Findings>> {
  return answerFromWorker(
    async () => examineFrames(exhibit, await loadInstruments()),
    () => [],
  )
}

/** Worker entry: draws what can be looked at of one bundle. */
export function draw(exhibit: Exhibit): Promise<WorkerAnswer<CardPictures>> {
  return answerFromWorker(
    async () => drawPictures(exhibit, await loadInstruments(), encodeJpeg),
    () => [],
  )
}
