import { CARD_WIDTH_MM } from '../card/card-layout.ts'
import { aimGlare } from '../optics/aim-glare.ts'
import { createBackdrop } from '../optics/backdrop.ts'
import { filmSubject, type Film } from '../optics/film-subject.ts'
import { createHandheldMotion, type RestingPose } from '../optics/hand-tremor.ts'
import { cameraOf, stagePose, stageRoom, stageScreen } from '../optics/stage-scene.ts'
import type { Subject } from '../optics/subject.ts'
import type { FlashCode, Staging } from './species.ts'

/** What the screen shows outside a challenge: the capture page's neutral preview. */
const IDLE_COLOR = '#808080'

/** The colour on the screen at a moment: idle before and without a challenge, else the code's. */
export function screenColorOf(challenge: FlashCode | null): (tMs: number) => string {
  return (tMs) => {
    if (!challenge || tMs < 0) return IDLE_COLOR
    let until = 0
    for (const [i, color] of challenge.colors.entries()) {
      until += challenge.holdMs[i] ?? 0
      if (tMs < until) return color
    }
    return IDLE_COLOR
  }
}

/**
 * Puts a subject in a random room and films it. `createSubject` learns how wide the card will be seen, in frame pixels;
 * `adjust` may move what is held, for a card shown at another size or place than its own.
 */
export async function filmInRoom(
  staging: Staging,
  createSubject: (cardWidthPx: number) => Subject,
  adjust: (pose: RestingPose) => RestingPose = (pose) => pose,
): Promise<Film> {
  const { random, device, stage } = staging
  const camera = cameraOf(device)
  const pose = stagePose(random.fork('pose'), camera, stage)
  const subject = createSubject((camera.focalPx * CARD_WIDTH_MM) / pose.distanceMm)
  const poseAt = createHandheldMotion(random.fork('hand'), adjust(pose), stage.tremor ?? 1)
  const room = stageRoom(random.fork('room'), stage)
  const firstMs = staging.frameTimesMs[0] ?? 0
  const glaringRoom = stage.glare
    ? aimGlare(room, poseAt(firstMs), subject.cardQuadAt(firstMs), stage.glare)
    : room
  return await filmSubject(
    random.fork('film'),
    {
      subject,
      backdrop: createBackdrop(random.fork('backdrop')),
      room: glaringRoom,
      screen: stageScreen(random.fork('screen'), device),
      device,
      camera,
      poseAt,
      screenColorAt: screenColorOf(staging.challenge),
      jpeg: staging.jpeg,
      defocusPx: stage.defocusPx ?? 0,
      exposureMs: stage.exposureMs ?? 0,
    },
    staging.frameTimesMs,
    staging.durationMs,
  )
}
