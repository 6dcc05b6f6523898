import type { CameraFacing, CameraFrame, CameraPort, CameraStream } from '../camera/camera-port.ts'
import { loadRearReel, loadReel, type ReelManifest, type ReelMoment } from './reel.ts'
import { exposePicture } from './sensor-noise.ts'

/** Pictures a second: what a slow phone's camera gives in a dim room. */
const FRAME_PERIOD_MS = 80

export interface SpecimenCameraOptions {
  /** Folder with `reels.json`. */
  readonly reelsUrl: URL
  /** Name of a reel, e.g. `bona_fide`. */
  readonly reel: string
  /** Colour (`#RRGGBB`) that the screen shows right now: what lights the simulated card beside the room. */
  readonly screenColor: () => string
}

/**
 * A virtual camera in front of a simulated specimen card, for trying the SDK without a card and for tests. It knows nothing of the
 * challenge: its front camera sees the colour of the screen, and the simulated card reflects it; its rear camera sees the same card in the
 * light of the room.
 */
export function createSpecimenCamera(options: SpecimenCameraOptions): CameraPort {
  return {
    async open({ facing }) {
      const answer = await fetch(new URL('reels.json', options.reelsUrl))
      const manifest = (await answer.json()) as ReelManifest
      const load = facing === 'user' ? loadReel : loadRearReel
      const moments = await load(options.reelsUrl, options.reel, manifest)
      return startStream(moments, manifest, facing, options.screenColor)
    },
  }
}

function startStream(
  moments: readonly ReelMoment[],
  manifest: ReelManifest,
  facing: CameraFacing,
  screenColor: () => string,
): CameraStream {
  const { width, height } = moments[0]!
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d', { willReadFrequently: true })!
  const picture = context.createImageData(width, height)
  const watchers = new Set<(frame: CameraFrame) => void>()
  const startedMs = performance.now()

  const film = (): void => {
    const timeMs = performance.now()
    const moment = momentAt(moments, (timeMs - startedMs) / manifest.momentSpacingMs)
    exposePicture(moment, seenOf(screenColor(), manifest), picture.data)
    context.putImageData(picture, 0, 0)
    for (const watcher of watchers) watcher({ source: canvas, widthPx: width, heightPx: height, timeMs })
  }
  film()
  const timer = setInterval(film, FRAME_PERIOD_MS)
  return {
    preview: canvas,
    facing,
    isMirrored: false,
    watchFrames(onFrame) {
      watchers.add(onFrame)
      return () => watchers.delete(onFrame)
    },
    ended: new Promise(() => undefined),
    close: () => clearInterval(timer),
  }
}

/** To and fro, so that the hand never jumps. */
function momentAt(moments: readonly ReelMoment[], position: number): ReelMoment {
  const last = moments.length - 1
  const phase = Math.floor(position) % (2 * last)
  return moments[phase <= last ? phase : 2 * last - phase]!
}

/** What the camera's channels see of the screen, 0–1 of its white. */
function seenOf(color: string, { screenToCamera }: ReelManifest): [number, number, number] {
  const emitted = [1, 3, 5].map((at) => {
    const code = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return code <= 0.04045 ? code / 12.92 : ((code + 0.055) / 1.055) ** 2.4
  })
  const [r, g, b] = screenToCamera.map((row) => row.reduce((sum, part, c) => sum + part * emitted[c]!, 0))
  return [r!, g!, b!]
}
