import type { RgbPicture } from '../card/render-card.ts'
import { decodePicture } from '../optics/decode-picture.ts'
import { DEVICE_PROFILES } from '../optics/device-profile.ts'
import type { FlashSample } from '../optics/film-subject.ts'
import type { Quad } from '../optics/pose.ts'
import type { StageOptions } from '../optics/stage-scene.ts'
import { bonaFide } from './bona-fide.ts'
import type { FlashCode, Staging } from './species.ts'

/** What an attacker has: pictures of the genuine card, taken earlier. */
export interface Recording {
  readonly pictures: readonly RgbPicture[]
  readonly quads: readonly Quad[]
  /** As that capture's device took them; empty where it had no flash. */
  readonly flashSamples: readonly FlashSample[]
  /** Which picture belongs to a moment of the capture that it is used in. */
  readonly indexAt: (tMs: number) => number
}

/** A recording good enough to use: large in the frame, upright, in fair light. */
const CAREFUL_STAGE: StageOptions = { widthFraction: 0.8, rollDegrees: 0, tiltDegrees: [1, -1], roomLux: 350 }
/** Attackers record in the size that a capture page previews; a larger recording would show no more of the card. */
const RECORDING_WIDTH_PX = 1280
const RECORDING_JPEG = { quality: 95, chromaSubsampling: '4:4:4' } as const

/**
 * Photographs the genuine card with another camera of the same split, at the moments of the staging: under `code`, or in room
 * light alone where it is null.
 */
export async function recordCapture(
  staging: Staging,
  code: FlashCode | null,
  frameTimesMs: readonly number[],
): Promise<Recording> {
  const random = staging.random.fork('recording')
  const others = DEVICE_PROFILES.filter(
    (row) =>
      row.split === staging.device.split &&
      row.name !== staging.device.name &&
      row.frameWidthPx <= RECORDING_WIDTH_PX,
  )
  const device = random.pick(others)
  const roomLux = (CAREFUL_STAGE.roomLux ?? 0) * random.between(0.6, 1.5)
  const film = await bonaFide.present({
    ...staging,
    device,
    random,
    challenge: code,
    stage: { ...CAREFUL_STAGE, roomLux },
    jpeg: RECORDING_JPEG,
    frameTimesMs,
  })
  const pictures = await Promise.all(film.frames.map(decodePicture))
  return {
    pictures,
    quads: film.quads,
    flashSamples: code ? film.flashSamples : [],
    indexAt: (tMs) => {
      const later = frameTimesMs.findIndex((frameMs) => frameMs >= tMs)
      return later === -1 ? frameTimesMs.length - 1 : later
    },
  }
}

/** One neutral picture of the genuine card, and where the card is in it. */
export async function recordStill(
  staging: Staging,
): Promise<{ readonly still: RgbPicture; readonly quad: Quad }> {
  const recording = await recordCapture(staging, null, [0])
  return { still: recording.pictures[0]!, quad: recording.quads[0]! }
}
