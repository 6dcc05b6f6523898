import type { Path } from 'opentype.js/dist/opentype.mjs'

/** A corner of a stroke's centre line; `radius` rounds it, 0 leaves it square. Font units, y up. */
export type StrokeCorner = readonly [x: number, y: number, radius?: number]

/** One stroke of a monoline digit. A closed one runs counter-clockwise. */
export interface Stroke {
  readonly corners: readonly StrokeCorner[]
  readonly closed?: true
}

/** Control points of a quarter circle stand this far along its tangents, in radii. */
const QUARTER_CIRCLE = 4 / 3

interface Vector {
  readonly x: number
  readonly y: number
}

const along = (from: Vector, direction: Vector, distance: number): Vector => ({
  x: from.x + direction.x * distance,
  y: from.y + direction.y * distance,
})

/** Left of a direction. */
const leftOf = (direction: Vector): Vector => ({ x: -direction.y, y: direction.x })

function directionTo(from: StrokeCorner, to: StrokeCorner): Vector {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1])
  return { x: (to[0] - from[0]) / length, y: (to[1] - from[1]) / length }
}

/** A stretch of an outline: a straight line to `to`, or a curve when it has control points. */
interface Stretch {
  readonly controls?: readonly [Vector, Vector]
  readonly to: Vector
}

/** A circular arc from `from`, leaving along `leaving`, to `to`, arriving along `arriving`. */
function arc(from: Vector, leaving: Vector, to: Vector, arriving: Vector, radius: number): Stretch {
  const cosine = leaving.x * arriving.x + leaving.y * arriving.y
  const handle = QUARTER_CIRCLE * Math.tan(Math.acos(Math.max(-1, Math.min(1, cosine))) / 4) * radius
  return { controls: [along(from, leaving, handle), along(to, arriving, -handle)], to }
}

/** One corner as seen `offset` to the left of the centre line. Parallel lines and arcs are exact; only inner corners turn square. */
function offsetCorner(corner: StrokeCorner, before: Vector, after: Vector, offset: number): Stretch[] {
  const [x, y, radius = 0] = corner
  const turn = Math.atan2(before.x * after.y - before.y * after.x, before.x * after.x + before.y * after.y)
  const inside = radius - offset * Math.sign(turn)
  const [n1, n2] = [leftOf(before), leftOf(after)]
  if (radius === 0 || inside <= 0) {
    const share = offset / (1 + n1.x * n2.x + n1.y * n2.y)
    return [{ to: { x: x + (n1.x + n2.x) * share, y: y + (n1.y + n2.y) * share } }]
  }
  const tangent = radius * Math.tan(Math.abs(turn) / 2)
  const from = along(along({ x, y }, before, -tangent), n1, offset)
  const to = along(along({ x, y }, after, tangent), n2, offset)
  return [{ to: from }, arc(from, before, to, after, inside)]
}

/** Round end: two quarter circles from one side of the stroke to the other. */
function roundCap(end: StrokeCorner, outward: Vector, half: number): Stretch[] {
  const centre = { x: end[0], y: end[1] }
  const right = along(centre, leftOf(outward), -half)
  const tip = along(centre, outward, half)
  const left = along(centre, leftOf(outward), half)
  const across = leftOf(outward)
  const back = { x: -outward.x, y: -outward.y }
  return [{ to: right }, arc(right, outward, tip, across, half), arc(tip, across, left, back, half)]
}

function addContour(path: Path, stretches: readonly Stretch[]): void {
  const last = stretches.at(-1)
  if (!last) return
  path.moveTo(last.to.x, last.to.y)
  for (const { controls, to } of stretches) {
    if (controls) path.curveTo(controls[0].x, controls[0].y, controls[1].x, controls[1].y, to.x, to.y)
    else path.lineTo(to.x, to.y)
  }
  path.close()
}

/** The same stroke drawn from its other end. */
const backwards = (corners: readonly StrokeCorner[]): StrokeCorner[] => corners.toReversed()

/** The right-hand side of an open line between its ends. */
function rightSide(corners: readonly StrokeCorner[], half: number): Stretch[] {
  return corners.slice(1, -1).flatMap((corner, i) => {
    const [before, after] = [directionTo(corners[i]!, corner), directionTo(corner, corners[i + 2]!)]
    return offsetCorner(corner, before, after, -half)
  })
}

function rightSideOfLoop(corners: readonly StrokeCorner[], half: number): Stretch[] {
  return corners.flatMap((corner, i) => {
    const previous = corners.at(i - 1)!
    const next = corners[(i + 1) % corners.length]!
    return offsetCorner(corner, directionTo(previous, corner), directionTo(corner, next), -half)
  })
}

/**
 * Adds a stroke of a pen `penWidth` wide to a path. Every stroke turns the same way, so that overlapping strokes join into
 * one shape under the non-zero rule and only a loop's own inside is a hole.
 */
export function addStroke(path: Path, stroke: Stroke, penWidth: number): void {
  const { corners } = stroke
  const half = penWidth / 2
  if (stroke.closed) {
    addContour(path, rightSideOfLoop(corners, half))
    addContour(path, rightSideOfLoop(backwards(corners), half))
    return
  }
  const [first, second] = [corners[0]!, corners[1]!]
  const [last, lastButOne] = [corners.at(-1)!, corners.at(-2)!]
  addContour(path, [
    ...rightSide(corners, half),
    ...roundCap(last, directionTo(lastButOne, last), half),
    ...rightSide(backwards(corners), half),
    ...roundCap(first, directionTo(second, first), half),
  ])
}
