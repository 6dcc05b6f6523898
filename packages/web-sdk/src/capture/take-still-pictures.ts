import type { CameraStream } from '../camera/camera-port.ts'
import { encodePictures, keepPicture, type Picture } from './keep-picture.ts'
import type { CapturedFrames } from './kartu-service.ts'

/** Pictures of the card in the light of the room. */
export interface DetailPictures {
  /** JPEG files. */
  readonly frames: readonly Uint8Array[]
  /** When each was taken: milliseconds, rising. */
  readonly timesMs: readonly number[]
}

const STILL_PICTURES = 3
/** Moments of one hand: further apart than one exposure, close enough to be one capture. */
const STILL_SPACING_MS = 250
/** A camera that is silent for so long has stopped. */
const STILL_TIMEOUT_MS = 5_000

/** A few pictures of the card without any flash, timed by the clock of `performance.now()`. None where the camera is silent. */
export async function takeStillPictures(camera: Pick<CameraStream, 'watchFrames'>): Promise<DetailPictures> {
  const pictures: Picture[] = []
  const timesMs: number[] = []
  await new Promise<void>((resolve) => {
    const finish = (): void => {
      stop()
      clearTimeout(timer)
      resolve()
    }
    const timer = setTimeout(finish, STILL_TIMEOUT_MS)
    const stop = camera.watchFrames((frame) => {
      const lastMs = timesMs.at(-1) ?? -Infinity
      if (frame.timeMs < lastMs + STILL_SPACING_MS || pictures.length >= STILL_PICTURES) return
      timesMs.push(frame.timeMs)
      pictures.push(keepPicture(frame))
      if (pictures.length === STILL_PICTURES) finish()
    })
  })
  return { frames: await encodePictures(pictures), timesMs }
}

/** Pictures alone as a capture: no colour was shown. */
export function plainCapture({ frames }: DetailPictures): CapturedFrames {
  return { frames, capturedAt: new Date(), clearestFrame: 0, flash: null }
}
