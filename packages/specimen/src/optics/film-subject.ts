import type { SeededRandom } from '../random/seeded-random.ts'
import { createCameraAutomatics } from './auto-exposure.ts'
import type { Backdrop } from './backdrop.ts'
import { defocusRgb } from './defocus.ts'
import { demosaic } from './demosaic.ts'
import { applyTone, developPicture, toneCurve } from './develop-picture.ts'
import type { DeviceProfile, JpegSettings } from './device-profile.ts'
import { encodeFrame } from './encode-frame.ts'
import { createSceneLight, exposeScene, type SceneLight } from './expose-scene.ts'
import { applyHalftone } from './halftone.ts'
import { applyLattice } from './lattice.ts'
import { blurRgb, finishLens } from './lens.ts'
import { castLight } from './light-grid.ts'
import { roomColorAt, type RoomLight, type ScreenLight } from './lighting.ts'
import { displayLight, type Rgb } from './linear-light.ts'
import { blurAlongMotion } from './motion-blur.ts'
import { applyOverlay } from './overlay.ts'
import {
  isInside,
  mapPoint,
  mapQuad,
  planeToFrame,
  type Intrinsics,
  type Point,
  type Pose,
  type Quad,
} from './pose.ts'
import { sampleMosaic } from './sensor.ts'
import { shrinkTexture } from './shrink-texture.ts'
import type { LinearTexture, Subject } from './subject.ts'

/** Everything in front of and inside the camera that does not change while it films. */
export interface Scene {
  readonly subject: Subject
  readonly backdrop: Backdrop
  readonly room: RoomLight
  readonly screen: ScreenLight
  readonly device: DeviceProfile
  readonly camera: Intrinsics
  readonly poseAt: (tMs: number) => Pose
  /** `#RRGGBB` that the screen shows at a moment; before 0 as well. */
  readonly screenColorAt: (tMs: number) => string
  readonly jpeg: JpegSettings
  /** Blur beyond the lens's own, frame pixels; 0 in focus. */
  readonly defocusPx: number
  /** How long the shutter is open: what the hand's motion blurs. 0 for a sharp moment. */
  readonly exposureMs: number
}

export interface FlashSample {
  readonly tMs: number
  readonly meanR: number
  readonly meanG: number
  readonly meanB: number
}

export interface Film {
  /** JPEG files. */
  readonly frames: readonly Uint8Array[]
  readonly quads: readonly Quad[]
  /** Mean sRGB codes of the card area, ten a second. */
  readonly flashSamples: readonly FlashSample[]
}

const SAMPLE_PERIOD_MS = 100
const SETTLE_MS = 600
/** Light grid step in full frames, pixels. */
const GRID_STEP_PX = 8
/** Metering and flash samples look at a frame this many times smaller. */
const PREVIEW_SCALE = 16
const PREVIEW_GRID_STEP_PX = 4

function shrinkCamera(camera: Intrinsics): Intrinsics {
  return {
    widthPx: Math.round(camera.widthPx / PREVIEW_SCALE),
    heightPx: Math.round(camera.heightPx / PREVIEW_SCALE),
    focalPx: camera.focalPx / PREVIEW_SCALE,
  }
}

function castAndExpose(
  out: SceneLight,
  scene: Scene,
  camera: Intrinsics,
  texture: LinearTexture,
  backdrop: Backdrop,
  tMs: number,
  step: number,
): void {
  const pose = scene.poseAt(tMs)
  const color = displayLight(scene.screenColorAt(tMs), scene.screen.leakage)
  const light = castLight(camera, pose, scene.subject.gloss, scene.room, scene.screen, color, step)
  exposeScene(out, camera, pose, scene.subject, texture, backdrop, light)
  for (const overlay of scene.subject.overlays ?? []) {
    const own = castLight(camera, pose, overlay.gloss, scene.room, scene.screen, color, step)
    applyOverlay(out, camera, pose, overlay, own)
  }
}

function meanOver(scene: SceneLight, weightOf: (pixel: number) => number): Rgb {
  const sums: [number, number, number] = [0, 0, 0]
  let total = 0
  for (let pixel = 0; pixel < scene.coverage.length; pixel++) {
    const weight = weightOf(pixel)
    total += weight
    for (const c of [0, 1, 2] as const) {
      sums[c] += weight * (scene.diffuse[pixel * 3 + c]! + scene.mirror[pixel * 3 + c]!)
    }
  }
  return [sums[0] / total, sums[1] / total, sums[2] / total]
}

/** Films the scene: a preview ten times a second drives the automatics and the flash samples; full frames at their times. */
export async function filmSubject(
  random: SeededRandom,
  scene: Scene,
  frameTimesMs: readonly number[],
  durationMs: number,
): Promise<Film> {
  const { device, camera, subject, defocusPx } = scene
  const preview = shrinkCamera(camera)
  const small = createSceneLight(preview.widthPx, preview.heightPx)
  const smallBackdrop: Backdrop = {
    ...scene.backdrop,
    albedo: shrinkTexture(scene.backdrop.albedo, PREVIEW_SCALE),
  }
  const smallTextures = new Map<LinearTexture, LinearTexture>()
  const smallTextureAt = (tMs: number) => {
    const full = subject.textureAt(tMs)
    const known = smallTextures.get(full) ?? shrinkTexture(full, PREVIEW_SCALE)
    smallTextures.set(full, known)
    return known
  }
  const look = (tMs: number) =>
    castAndExpose(small, scene, preview, smallTextureAt(tMs), smallBackdrop, tMs, PREVIEW_GRID_STEP_PX)

  look(-SETTLE_MS)
  const automatics = createCameraAutomatics(
    random.fork('automatics'),
    meanOver(small, () => 1),
    roomColorAt(scene.room, 0, 0),
    device,
  )
  const curve = toneCurve(device.contrast)
  const resolution = { ...device, lensBlurPx: Math.hypot(device.lensBlurPx, defocusPx) }
  const full = createSceneLight(camera.widthPx, camera.heightPx)
  const scratch = new Float32Array(full.diffuse.length)
  const mosaic = new Float32Array(full.coverage.length)
  const bytes = new Uint8Array(full.diffuse.length)
  const noiseSeed = `${random.integer(0, 2 ** 31)}`

  const motionAt = (tMs: number): Point => {
    const middle = (ms: number) => mapPoint(planeToFrame(scene.poseAt(ms), camera), { x: 0, y: 0 })
    const [from, to] = [middle(tMs - scene.exposureMs / 2), middle(tMs + scene.exposureMs / 2)]
    return { x: to.x - from.x, y: to.y - from.y }
  }
  const takeFrame = async (tMs: number, index: number) => {
    const exposure = automatics.exposure()
    castAndExpose(full, scene, camera, subject.textureAt(tMs), scene.backdrop, tMs, GRID_STEP_PX)
    blurRgb(full.diffuse, full.width, full.height, device.lensBlurPx, scratch)
    if (scene.exposureMs > 0) blurAlongMotion(full.diffuse, full.width, full.height, motionAt(tMs), scratch)
    if (defocusPx > 0) defocusRgb(full.diffuse, full.width, full.height, defocusPx, scratch)
    if (subject.lattice) applyLattice(full, subject.lattice, camera, scene.poseAt(tMs), resolution)
    if (subject.halftone) {
      const texture = subject.textureAt(tMs)
      applyHalftone(full, subject.halftone, subject, texture, camera, scene.poseAt(tMs), resolution)
    }
    finishLens(full, device.vignetting)
    sampleMosaic(full.diffuse, full.width, full.height, exposure, device, `${noiseSeed}/${index}`, mosaic)
    demosaic(mosaic, full.width, full.height, full.mirror)
    blurRgb(full.mirror, full.width, full.height, device.softnessPx, scratch)
    developPicture(full.mirror, full.width, full.height, device, scratch, bytes)
    return await encodeFrame(bytes, full.width, full.height, scene.jpeg)
  }
  const takeSample = (tMs: number): FlashSample => {
    const { gain, whiteBalance } = automatics.exposure()
    const quad = mapQuad(planeToFrame(scene.poseAt(tMs), preview), subject.cardQuadAt(tMs))
    const isCard = (pixel: number) => isInside(quad, pixel % small.width, Math.floor(pixel / small.width))
    const light = meanOver(small, (pixel) => (isCard(pixel) ? 1 : 0))
    const code = (c: 0 | 1 | 2) => Math.round(100 * applyTone(curve, light[c] * gain * whiteBalance[c])) / 100
    return { tMs, meanR: code(0), meanG: code(1), meanB: code(2) }
  }

  const frames: Uint8Array[] = []
  const flashSamples: FlashSample[] = []
  let lastMs = -SETTLE_MS
  for (let tMs = 0; tMs < durationMs; tMs += SAMPLE_PERIOD_MS) {
    look(tMs)
    automatics.advance(
      meanOver(small, () => 1),
      tMs - lastMs,
    )
    lastMs = tMs
    flashSamples.push(takeSample(tMs))
    while (frames.length < frameTimesMs.length && frameTimesMs[frames.length]! < tMs + SAMPLE_PERIOD_MS) {
      frames.push(await takeFrame(frameTimesMs[frames.length]!, frames.length))
    }
  }
  const quads = frameTimesMs.map((tMs) =>
    mapQuad(planeToFrame(scene.poseAt(tMs), camera), subject.cardQuadAt(tMs)),
  )
  return { frames, quads, flashSamples }
}
