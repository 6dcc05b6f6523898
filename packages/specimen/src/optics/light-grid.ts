import {
  fresnel,
  lampInMirror,
  lampLuminance,
  mirrorRay,
  roomColorAt,
  roomFactor,
  screenIlluminance,
  screenInMirror,
  type RoomLight,
  type ScreenLight,
} from './lighting.ts'
import type { Rgb } from './linear-light.ts'
import type { Intrinsics, Pose, Vector3 } from './pose.ts'
import type { Gloss } from './subject.ts'

/**
 * Light on the subject's plane, sampled every `stepPx` of the frame: six numbers a node. 0–2: luminance (cd/m²) of a white
 * diffuser there, per channel; 3–5: luminance added by the mirror lobe.
 */
export interface LightGrid {
  readonly stepPx: number
  readonly columns: number
  readonly rows: number
  readonly data: Float32Array
}

export const LIGHT_CHANNELS = 6

/** A share of the diffuse room that a glossy surface always mirrors: walls and ceiling of mid albedo. */
const ROOM_ALBEDO = 0.4
const DEGREE = Math.PI / 180

/** Casts room and screen light on the plane of the subject, wherever a ray through the frame meets it. */
export function castLight(
  camera: Intrinsics,
  pose: Pose,
  gloss: Gloss,
  room: RoomLight,
  screen: ScreenLight,
  screenColor: Rgb,
  stepPx: number,
): LightGrid {
  const columns = Math.ceil(camera.widthPx / stepPx) + 1
  const rows = Math.ceil(camera.heightPx / stepPx) + 1
  const data = new Float32Array(columns * rows * LIGHT_CHANNELS)
  const r = pose.rotation
  const normal: Vector3 = [-r[2], -r[5], -r[8]]
  const t = pose.translationMm
  const planeOffset = normal[0] * t[0] + normal[1] * t[1] + normal[2] * t[2]
  const evenColor = room.other ? null : roomColorAt(room, 0, 0)
  const lamp = lampLuminance(room)
  const lampCosine = Math.max(
    0,
    room.lampDirection[0] * normal[0] + room.lampDirection[1] * normal[1] + room.lampDirection[2] * normal[2],
  )
  const roomLux = room.lux * (1 - room.lampShare + room.lampShare * lampCosine)
  const roughness = gloss.roughnessDegrees * DEGREE
  const wallLuminance = (room.lux * (1 - room.lampShare) * ROOM_ALBEDO) / Math.PI
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, at += LIGHT_CHANNELS) {
      const vx = (column * stepPx - (camera.widthPx - 1) / 2) / camera.focalPx
      const vy = (row * stepPx - (camera.heightPx - 1) / 2) / camera.focalPx
      const depth = planeOffset / (normal[0] * vx + normal[1] * vy + normal[2])
      const point: Vector3 = [vx * depth, vy * depth, depth]
      const roomColor = evenColor ?? roomColorAt(room, point[0], point[1])
      const factor = roomFactor(room, point[0], point[1])
      const screenLux = screenIlluminance(screen, point, normal)
      const ray = mirrorRay(point, normal)
      const cosine = ray[0] * normal[0] + ray[1] * normal[1] + ray[2] * normal[2]
      const mirror = gloss.reflectance > 0 ? fresnel(gloss.reflectance, cosine) : 0
      const roomMirror = mirror * (lamp * lampInMirror(room, ray, roughness) + wallLuminance)
      const screenMirror = mirror * screen.whiteCdM2 * screenInMirror(screen, point, ray, roughness)
      for (let c = 0; c < 3; c++) {
        data[at + c] = (roomLux * factor * roomColor[c]! + screenLux * screenColor[c]!) / Math.PI
        data[at + 3 + c] = factor * roomMirror * roomColor[c]! + screenMirror * screenColor[c]!
      }
    }
  }
  return { stepPx, columns, rows, data }
}
