import { roomLight, type Rgb } from './linear-light.ts'
import type { Vector3 } from './pose.ts'

/** The flashing screen: a rectangle in the plane of the lens, facing away from the camera. Millimetres. */
export interface ScreenLight {
  readonly x0Mm: number
  readonly x1Mm: number
  readonly y0Mm: number
  readonly y1Mm: number
  /** Luminance of white, cd/m². */
  readonly whiteCdM2: number
  /** Light of black as a share of white. */
  readonly leakage: number
}

/** Light of the room. */
export interface RoomLight {
  /** Illuminance on the subject, lux. */
  readonly lux: number
  readonly kelvin: number
  /** Direction from the subject to the lamp or window, unit length. */
  readonly lampDirection: Vector3
  readonly lampHalfAngleDegrees: number
  /** Share of `lux` that comes straight from the lamp; the rest is diffuse. */
  readonly lampShare: number
  /** Relative change of illuminance over 100 mm, across and down the frame. */
  readonly gradient: readonly [number, number]
  /** A soft shadow: illuminance is multiplied by 1 − depth on one side of a line. */
  readonly shadow: {
    readonly depth: number
    readonly angleDegrees: number
    readonly offsetMm: number
    readonly softMm: number
  }
  /** Light of another colour beyond a line: a window opposite the lamp, the sky in the sun's shadow. */
  readonly other?: {
    readonly kelvin: number
    readonly angleDegrees: number
    readonly offsetMm: number
    readonly softMm: number
  }
}

const SCREEN_PATCHES_ACROSS = 4
const SCREEN_PATCHES_DOWN = 4

/** Illuminance (lux) that the screen, showing white, casts on a point with the given normal: a sum over small Lambertian patches. */
export function screenIlluminance(screen: ScreenLight, point: Vector3, normal: Vector3): number {
  const width = screen.x1Mm - screen.x0Mm
  const height = screen.y1Mm - screen.y0Mm
  const area = (width * height) / (SCREEN_PATCHES_ACROSS * SCREEN_PATCHES_DOWN)
  let sum = 0
  for (let i = 0; i < SCREEN_PATCHES_ACROSS; i++) {
    for (let j = 0; j < SCREEN_PATCHES_DOWN; j++) {
      const dx = screen.x0Mm + (width * (i + 0.5)) / SCREEN_PATCHES_ACROSS - point[0]
      const dy = screen.y0Mm + (height * (j + 0.5)) / SCREEN_PATCHES_DOWN - point[1]
      const dz = -point[2]
      const squared = dx * dx + dy * dy + dz * dz
      const atCard = dx * normal[0] + dy * normal[1] + dz * normal[2]
      if (atCard > 0) sum += (atCard * -dz) / (squared * squared)
    }
  }
  return screen.whiteCdM2 * area * sum
}

/** Smooth step from 0 to 1 around 0, `width` being one standard deviation of the blur. */
function softStep(x: number, width: number): number {
  return 0.5 * (1 + Math.tanh((0.8 * x) / width))
}

/** Mirror ray of a point: direction of what an ideal mirror would show the camera there. */
export function mirrorRay(point: Vector3, normal: Vector3): Vector3 {
  const length = Math.hypot(point[0], point[1], point[2])
  const v: Vector3 = [point[0] / length, point[1] / length, point[2] / length]
  const along = 2 * (v[0] * normal[0] + v[1] * normal[1] + v[2] * normal[2])
  return [v[0] - along * normal[0], v[1] - along * normal[1], v[2] - along * normal[2]]
}

/** Share (0–1) of the mirror lobe at a point that falls on the screen; the lobe's width blurs the screen's edges. */
export function screenInMirror(screen: ScreenLight, point: Vector3, ray: Vector3, roughness: number): number {
  if (ray[2] >= 0) return 0
  const reach = -point[2] / ray[2]
  const x = point[0] + reach * ray[0]
  const y = point[1] + reach * ray[1]
  const blur = Math.max(1, reach * Math.tan(roughness))
  const across = softStep(x - screen.x0Mm, blur) - softStep(x - screen.x1Mm, blur)
  const down = softStep(y - screen.y0Mm, blur) - softStep(y - screen.y1Mm, blur)
  return across * down
}

/** Share (0–1) of the mirror lobe that falls on the lamp. A lobe wider than the lamp sees it diluted. */
export function lampInMirror(room: RoomLight, ray: Vector3, roughness: number): number {
  const d = room.lampDirection
  const cosine = Math.min(1, ray[0] * d[0] + ray[1] * d[1] + ray[2] * d[2])
  if (cosine <= 0) return 0
  const half = (room.lampHalfAngleDegrees * Math.PI) / 180
  const dilution = (half * half) / (half * half + 2 * roughness * roughness)
  return dilution * softStep(half - Math.acos(cosine), roughness)
}

/** Luminance of the lamp itself, cd/m², from the illuminance it casts at normal incidence. */
export function lampLuminance(room: RoomLight): number {
  const half = (room.lampHalfAngleDegrees * Math.PI) / 180
  return (room.lux * room.lampShare) / (Math.PI * Math.sin(half) ** 2)
}

/** Factor on the room's illuminance at a point, from its gradient and shadow. Frame axes, millimetres. */
export function roomFactor(room: RoomLight, xMm: number, yMm: number): number {
  const slope = 1 + (room.gradient[0] * xMm + room.gradient[1] * yMm) / 100
  const angle = (room.shadow.angleDegrees * Math.PI) / 180
  const across = xMm * Math.cos(angle) + yMm * Math.sin(angle) - room.shadow.offsetMm
  return Math.max(0.2, slope) * (1 - room.shadow.depth * softStep(across, room.shadow.softMm))
}

/** Colour of the room's light at a point, green = 1. Frame axes, millimetres. */
export function roomColorAt(room: RoomLight, xMm: number, yMm: number): Rgb {
  const color = roomLight(room.kelvin)
  if (!room.other) return color
  const { kelvin, angleDegrees, offsetMm, softMm } = room.other
  const angle = (angleDegrees * Math.PI) / 180
  const share = softStep(xMm * Math.cos(angle) + yMm * Math.sin(angle) - offsetMm, softMm)
  const beyond = roomLight(kelvin)
  const mix = (c: 0 | 1 | 2) => color[c] + share * (beyond[c] - color[c])
  return [mix(0), mix(1), mix(2)]
}

/** Schlick's approximation of Fresnel reflectance. */
export function fresnel(reflectance: number, cosine: number): number {
  return reflectance + (1 - reflectance) * (1 - Math.abs(cosine)) ** 5
}
