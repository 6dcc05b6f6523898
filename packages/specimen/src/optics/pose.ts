/** Millimetres in the camera's frame: x right, y down, z away from the camera; the lens is at the origin. */
export type Vector3 = readonly [number, number, number]

/** Row-major 3×3 matrix. */
export type Matrix3 = readonly [number, number, number, number, number, number, number, number, number]

/** Where a flat subject is. Its own axes: x right, y down in its plane (mm, origin at its centre), z out of its back. */
export interface Pose {
  readonly rotation: Matrix3
  readonly translationMm: Vector3
}

/** Pinhole camera without distortion. Pixel centres are at integers. */
export interface Intrinsics {
  readonly widthPx: number
  readonly heightPx: number
  readonly focalPx: number
}

export interface Point {
  readonly x: number
  readonly y: number
}

/** Corners: top left, top right, bottom right, bottom left of the upright card. */
export type Quad = readonly [Point, Point, Point, Point]

const DEGREE = Math.PI / 180

function multiply(a: Matrix3, b: Matrix3): Matrix3 {
  const at = (row: number, column: number) =>
    a[row * 3]! * b[column]! + a[row * 3 + 1]! * b[3 + column]! + a[row * 3 + 2]! * b[6 + column]!
  return [at(0, 0), at(0, 1), at(0, 2), at(1, 0), at(1, 1), at(1, 2), at(2, 0), at(2, 1), at(2, 2)]
}

/** Rotation in the picture plane first, then tilt about the camera's x and y axes. Degrees. */
export function createRotation(rollDegrees: number, tiltXDegrees: number, tiltYDegrees: number): Matrix3 {
  const [cr, sr] = [Math.cos(rollDegrees * DEGREE), Math.sin(rollDegrees * DEGREE)]
  const [cx, sx] = [Math.cos(tiltXDegrees * DEGREE), Math.sin(tiltXDegrees * DEGREE)]
  const [cy, sy] = [Math.cos(tiltYDegrees * DEGREE), Math.sin(tiltYDegrees * DEGREE)]
  const roll: Matrix3 = [cr, -sr, 0, sr, cr, 0, 0, 0, 1]
  const aboutX: Matrix3 = [1, 0, 0, 0, cx, -sx, 0, sx, cx]
  const aboutY: Matrix3 = [cy, 0, sy, 0, 1, 0, -sy, 0, cy]
  return multiply(aboutY, multiply(aboutX, roll))
}

/** Maps subject millimetres to frame pixels. */
export function planeToFrame(pose: Pose, camera: Intrinsics): Matrix3 {
  const r = pose.rotation
  const [tx, ty, tz] = pose.translationMm
  const f = camera.focalPx
  const cx = (camera.widthPx - 1) / 2
  const cy = (camera.heightPx - 1) / 2
  return [
    f * r[0] + cx * r[6],
    f * r[1] + cx * r[7],
    f * tx + cx * tz,
    f * r[3] + cy * r[6],
    f * r[4] + cy * r[7],
    f * ty + cy * tz,
    r[6],
    r[7],
    tz,
  ]
}

export function invertMatrix(m: Matrix3): Matrix3 {
  const [a, b, c, d, e, f, g, h, i] = m
  const det = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
  const s = 1 / det
  return [
    (e * i - f * h) * s,
    (c * h - b * i) * s,
    (b * f - c * e) * s,
    (f * g - d * i) * s,
    (a * i - c * g) * s,
    (c * d - a * f) * s,
    (d * h - e * g) * s,
    (b * g - a * h) * s,
    (a * e - b * d) * s,
  ]
}

export function mapPoint(m: Matrix3, point: Point): Point {
  const w = m[6] * point.x + m[7] * point.y + m[8]
  return {
    x: (m[0] * point.x + m[1] * point.y + m[2]) / w,
    y: (m[3] * point.x + m[4] * point.y + m[5]) / w,
  }
}

export function mapQuad(m: Matrix3, quad: Quad): Quad {
  return [mapPoint(m, quad[0]), mapPoint(m, quad[1]), mapPoint(m, quad[2]), mapPoint(m, quad[3])]
}

/** Whether a point lies inside a convex quad, whichever way its corners turn. */
export function isInside(quad: Quad, x: number, y: number): boolean {
  const sides = quad.map((corner, i) => {
    const next = quad[(i + 1) % quad.length]!
    return (next.x - corner.x) * (y - corner.y) - (next.y - corner.y) * (x - corner.x)
  })
  return sides.every((side) => side > 0) || sides.every((side) => side < 0)
}
