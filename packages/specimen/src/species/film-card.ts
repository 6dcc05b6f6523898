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

/** Puts a subject in a random room and films it. The subject is made for the pose: it may need to know how large it is seen. */
export async function filmInRoom(
  staging: Staging,
  createSubject: (widthPx: number) => Subject | Promise<Subject>,
  adjust: (pose: RestingPose) => RestingPose = (pose) => pose,
): Promise<Film> {
  const { random, device, stage } = staging
  const camera = cameraOf(device)
  const rest = adjust(stagePose(random.fork('pose'), camera, stage))
  const cardWidthPx = (camera.focalPx * 85.6) / rest.distanceMm
  const subject = await createSubject(cardWidthPx)
  return await filmSubject(
    random.fork('film'),
    {
      subject,
      backdrop: createBackdrop(random.fork('backdrop')),
      room: stageRoom(random.fork('room'), stage),
      screen: stageScreen(random.fork('screen'), device),
      device,
      camera,
      poseAt: createHandheldMotion(random.fork('hand'), rest, stage.tremor ?? 1),
      screenColorAt: screenColorOf(staging.challenge),
      jpeg: staging.jpeg,
    },
    staging.frameTimesMs,
    staging.durationMs,
  )
}
