import { relativeLuminance } from '@kartu/core/challenge'
import type { CameraStream } from '../camera/camera-port.ts'
import { createMeanColor, type FrameArea } from '../flash/card-area.ts'
import type { FlashDisplay } from '../flash/flash-display.ts'
import type { FlashSequence } from '../flash/flash-sequence.ts'
import { runFlash, type FlashSample } from '../flash/run-flash.ts'
import { discardPicture, encodePicture, keepPicture } from './keep-picture.ts'
import type { CapturedFrames } from './kartu-service.ts'

export interface FlashCaptureOrder {
  readonly camera: CameraStream
  readonly display: FlashDisplay
  readonly sequence: FlashSequence
  /** Where the card was seen last. */
  readonly cardArea: FrameArea
  readonly signal: AbortSignal
}

/** Shows the sequence, films the card under it and encodes the pictures when the screen is quiet again. */
export async function takeFlashCapture(order: FlashCaptureOrder): Promise<CapturedFrames> {
  const { pictures, samples } = await runFlash(order.sequence, {
    camera: order.camera,
    display: order.display,
    keep: keepPicture,
    discard: discardPicture,
    meanColor: createMeanColor(order.cardArea),
    signal: order.signal,
  })
  const frames = await encodeAll(pictures.map(({ picture }) => picture))
  const flash: { frameTimesMs: readonly number[]; samples: readonly FlashSample[] } = {
    frameTimesMs: pictures.map(({ tMs }) => tMs),
    samples,
  }
  const luminances = order.sequence.colors.map(relativeLuminance)
  const clearestFrame = luminances.indexOf(Math.max(...luminances))
  return { frames, capturedAt: new Date(), clearestFrame, flash }
}

const STILL_PICTURES = 3
/** Moments of one hand: further apart than one exposure, close enough to be one capture. */
const STILL_SPACING_MS = 250
/** A camera that is silent for so long has stopped. */
const STILL_TIMEOUT_MS = 5_000

/** A few pictures of the card without any flash. */
export async function takeStillCapture(camera: CameraStream): Promise<CapturedFrames> {
  const pictures: HTMLCanvasElement[] = []
  await new Promise<void>((resolve) => {
    let lastMs = -Infinity
    const finish = (): void => {
      stop()
      clearTimeout(timer)
      resolve()
    }
    const timer = setTimeout(finish, STILL_TIMEOUT_MS)
    const stop = camera.watchFrames((frame) => {
      if (frame.timeMs < lastMs + STILL_SPACING_MS || pictures.length >= STILL_PICTURES) return
      lastMs = frame.timeMs
      pictures.push(keepPicture(frame))
      if (pictures.length === STILL_PICTURES) finish()
    })
  })
  return { frames: await encodeAll(pictures), capturedAt: new Date(), clearestFrame: 0, flash: null }
}

async function encodeAll(pictures: readonly HTMLCanvasElement[]): Promise<Uint8Array[]> {
  const frames: Uint8Array[] = []
  // One after another: encoding all at once doubles the memory that a phone needs.
  for (const picture of pictures) {
    frames.push(await encodePicture(picture))
    discardPicture(picture)
  }
  return frames
}
