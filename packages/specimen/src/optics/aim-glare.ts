import { mirrorRay, type RoomLight } from './lighting.ts'
import type { Point, Pose, Quad, Vector3 } from './pose.ts'

/** A small lamp whose reflection in the laminate is to lie on the card. */
export interface Glare {
  /** Middle of the highlight, fractions of the card's width and height. */
  readonly at: Point
  /** How far the lamp's own image reaches; the laminate's roughness softens its edge. */
  readonly radiusMm: number
}

/** A lamp that shows in the laminate is what mostly lights the room. */
const GLARING_LAMP_SHARE = 0.7
const DEGREE = Math.PI / 180

/** A point of the card in the camera's millimetres. */
function pointOnCard(pose: Pose, quad: Quad, { x, y }: Point): Vector3 {
  const mix = (axis: 'x' | 'y') =>
    (1 - y) * ((1 - x) * quad[0][axis] + x * quad[1][axis]) +
    y * ((1 - x) * quad[3][axis] + x * quad[2][axis])
  const [u, v] = [mix('x'), mix('y')]
  const { rotation: r, translationMm: t } = pose
  return [r[0] * u + r[1] * v + t[0], r[3] * u + r[4] * v + t[1], r[6] * u + r[7] * v + t[2]]
}

/**
 * Moves a room's lamp to where the camera sees it mirrored at a point of the card. Its light is unchanged: a smaller image is
 * a brighter one. The lamp may come to stand behind the camera, which casts no shadow here.
 * @param cardQuadMm the card's corners in the subject's millimetres
 */
export function aimGlare(room: RoomLight, pose: Pose, cardQuadMm: Quad, glare: Glare): RoomLight {
  const point = pointOnCard(pose, cardQuadMm, glare.at)
  const r = pose.rotation
  const normal: Vector3 = [-r[2], -r[5], -r[8]]
  const distanceMm = Math.hypot(point[0], point[1], point[2])
  return {
    ...room,
    lampDirection: mirrorRay(point, normal),
    lampHalfAngleDegrees: Math.atan(glare.radiusMm / distanceMm) / DEGREE,
    lampShare: Math.max(room.lampShare, GLARING_LAMP_SHARE),
  }
}
