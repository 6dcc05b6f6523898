import { stampPicture as stamp } from '../adapters/stamp-picture.ts'
import { probeFrames as probe } from '../verify/probe-frames.ts'
import { readCapture as read } from '../verify/read-capture.ts'
import type { ProbedFrame, ReadCapture } from '../verify/submission.ts'
import { answerFromWorker, ownBuffer, type WorkerAnswer } from './worker-answer.ts'

/** Worker entry: parses a body and decodes its base64. */
export function readCapture(body: Uint8Array): Promise<WorkerAnswer<ReadCapture>> {
  return answerFromWorker(
    async () => {
      const capture = await read(body)
      return { ...capture, frames: capture.frames.map((frame) => ownBuffer(frame).bytes) }
    },
    (capture) => capture.frames.map((frame) => ownBuffer(frame).buffer),
  )
}

/** Worker entry: makes sure that frames decode. */
export function probeFrames(frames: readonly Uint8Array[]): Promise<WorkerAnswer<ProbedFrame[]>> {
  return answerFromWorker(
    () => probe(frames),
    () => [],
  )
}

/** Worker entry: writes a mark over a picture. */
export function stampPicture(order: {
  readonly bytes: Uint8Array
  readonly mark: string
}): Promise<WorkerAnswer<Uint8Array>> {
  return answerFromWorker(
    // Copied: memory of the encoder's own cannot change threads.
    async () => Uint8Array.from(await stamp(order.bytes, order.mark)),
    (picture) => [ownBuffer(picture).buffer],
  )
}
