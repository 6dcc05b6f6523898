import { KartuError } from '@kartu/core'
import type { Homography, Point, Quad } from '../card/located-card.ts'
import { solveLinear } from './solve-linear.ts'

/** One point and where it goes; `weight` ≥ 0, 1 when absent. */
export interface PointPair {
  readonly from: Point
  readonly to: Point
  readonly weight?: number
}

/** The homography that takes the four corners of `from` to those of `to`. Throws `degenerate_quad` when three lie in line. */
export function homographyFromQuads(from: Quad, to: Quad): Homography {
  const pairs = from.map((corner, index): PointPair => ({ from: corner, to: to[index]! }))
  const homography = fitHomography(pairs)
  if (homography === null) throw new KartuError('degenerate_quad', 'four corners do not span a quadrilateral')
  return homography
}

/**
 * Weighted least-squares homography through four or more pairs (Hartley & Zisserman §4.1, inhomogeneous with h33 = 1 after
 * both point sets were centred and scaled); exact for four. Null when the points do not determine one.
 */
export function fitHomography(pairs: readonly PointPair[]): Homography | null {
  if (pairs.length < 4) return null
  const normaliseFrom = normalisation(pairs.map((pair) => pair.from))
  const normaliseTo = normalisation(pairs.map((pair) => pair.to))
  const normal = new Float64Array(64)
  const right = new Float64Array(8)
  const add = (row: readonly number[], value: number, weight: number): void => {
    for (let i = 0; i < 8; i += 1) {
      right[i] = right[i]! + weight * row[i]! * value
      for (let j = 0; j < 8; j += 1) normal[i * 8 + j] = normal[i * 8 + j]! + weight * row[i]! * row[j]!
    }
  }
  for (const { from, to, weight = 1 } of pairs) {
    const { x, y } = applyHomography(normaliseFrom, from.x, from.y)
    const { x: u, y: v } = applyHomography(normaliseTo, to.x, to.y)
    add([x, y, 1, 0, 0, 0, -u * x, -u * y], u, weight)
    add([0, 0, 0, x, y, 1, -v * x, -v * y], v, weight)
  }
  const h = solveLinear(normal, right)
  if (h === null) return null
  const inner: Homography = [h[0]!, h[1]!, h[2]!, h[3]!, h[4]!, h[5]!, h[6]!, h[7]!, 1]
  return scaled(
    multiplyHomographies(multiplyHomographies(invertHomography(normaliseTo), inner), normaliseFrom),
  )
}

/** Where `h` takes a point. */
export function applyHomography(h: Homography, x: number, y: number): Point {
  const w = h[6] * x + h[7] * y + h[8]
  return { x: (h[0] * x + h[1] * y + h[2]) / w, y: (h[3] * x + h[4] * y + h[5]) / w }
}

/** First `b`, then `a`. */
export function multiplyHomographies(a: Homography, b: Homography): Homography {
  const cell = (row: 0 | 3 | 6, column: 0 | 1 | 2): number =>
    a[row]! * b[column]! + a[row + 1]! * b[column + 3]! + a[row + 2]! * b[column + 6]!
  return [
    cell(0, 0),
    cell(0, 1),
    cell(0, 2),
    cell(3, 0),
    cell(3, 1),
    cell(3, 2),
    cell(6, 0),
    cell(6, 1),
    cell(6, 2),
  ]
}

/** The homography that undoes `h`, by its adjugate: scale does not matter. */
export function invertHomography(h: Homography): Homography {
  const [a, b, c, d, e, f, g, i, j] = h
  return scaled([
    e * j - f * i,
    c * i - b * j,
    b * f - c * e,
    f * g - d * j,
    a * j - c * g,
    c * d - a * f,
    d * i - e * g,
    b * g - a * i,
    a * e - b * d,
  ])
}

function scaled(h: Homography): Homography {
  const s = h[8] === 0 ? 1 : 1 / h[8]
  return [h[0] * s, h[1] * s, h[2] * s, h[3] * s, h[4] * s, h[5] * s, h[6] * s, h[7] * s, h[8] * s]
}

/** Moves the centroid to the origin and scales the mean distance to √2, so that the equations are well conditioned. */
function normalisation(points: readonly Point[]): Homography {
  const x = points.reduce((sum, point) => sum + point.x, 0) / points.length
  const y = points.reduce((sum, point) => sum + point.y, 0) / points.length
  const spread = points.reduce((sum, point) => sum + Math.hypot(point.x - x, point.y - y), 0) / points.length
  const scale = spread > 0 ? Math.SQRT2 / spread : 1
  return [scale, 0, -scale * x, 0, scale, -scale * y, 0, 0, 1]
}
