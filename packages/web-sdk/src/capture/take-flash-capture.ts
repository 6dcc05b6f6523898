import { relativeLuminance } from '@kartu/core/challenge'
import type { CameraStream } from '../camera/camera-port.ts'
import { createMeanColor, type FrameArea } from '../flash/card-area.ts'
import type { FlashDisplay } from '../flash/flash-display.ts'
import type { FlashSequence } from '../flash/flash-sequence.ts'
import { runFlash } from '../flash/run-flash.ts'
import { discardPicture, encodePictures, keepPicture } from './keep-picture.ts'
import type { CapturedFrames } from './kartu-service.ts'
import type { DetailPictures } from './take-still-pictures.ts'

/** Contract §5. */
const FRAMES_MAX = 12

export interface FlashCaptureOrder {
  readonly camera: CameraStream
  readonly display: FlashDisplay
  readonly sequence: FlashSequence
  /** Where the card was seen last. */
  readonly cardArea: FrameArea
  /** What the rear camera took before, for its detail; null where one camera takes everything. */
  readonly detail: DetailPictures | null
  readonly signal: AbortSignal
}

/** Shows the sequence, films the card under it and encodes the pictures when the screen is quiet again. */
export async function takeFlashCapture(order: FlashCaptureOrder): Promise<CapturedFrames> {
  const { detail } = order
  const { pictures, samples, startedAtMs } = await runFlash(order.sequence, {
    camera: order.camera,
    display: order.display,
    keep: keepPicture,
    discard: discardPicture,
    meanColor: createMeanColor(order.cardArea),
    signal: order.signal,
  })
  const lit = await encodePictures(pictures.map(({ picture }) => picture))
  const luminances = order.sequence.colors.map(relativeLuminance)
  const before = detail === null ? null : detailBefore(detail, startedAtMs, FRAMES_MAX - lit.length)
  return {
    frames: [...(before?.frames ?? []), ...lit],
    capturedAt: new Date(),
    clearestFrame: before === null ? luminances.indexOf(Math.max(...luminances)) : 0,
    flash: {
      frameTimesMs: [...(before?.timesMs ?? []), ...pictures.map(({ tMs }) => tMs)],
      samples,
    },
  }
}

/** As many of them as a bundle has room for, on the flash's clock: the service knows by times below zero that no colour lit them. */
function detailBefore(
  { frames, timesMs }: DetailPictures,
  startedAtMs: number,
  room: number,
): DetailPictures {
  return {
    frames: frames.slice(0, room),
    timesMs: timesMs.slice(0, room).map((timeMs) => Math.floor(timeMs - startedAtMs)),
  }
}
