import type { Point, Quad } from '../located-card.ts'
import type { CandidateLine } from './hough-lines.ts'
import { cardShapeFit } from './card-shape-fit.ts'

/** Four lines that could be the card's outline, in working pixels. */
export interface QuadHypothesis {
  /** Clockwise on the screen; the first side is a long one. Which end is up is not known yet. */
  readonly quad: Quad
  /** 0–1: how much of the outline lies on edges, times how card-shaped it is. */
  readonly score: number
}

/** Opposite sides differ by less than this even at 25° tilt and close range. */
const MAX_OPPOSITE_ANGLE_DEG = 28
/** Adjacent sides differ by at least this. */
const LEAST_CORNER_ANGLE_DEG = 58
/** The shortest side of a card 40 % as wide as a portrait frame's short side, over the frame's long side, less tilt. */
const LEAST_SIDE_RATIO = 0.13
/** Corners may lie outside the frame by this share of its long side: all rows are still readable. */
const OUTSIDE_RATIO = 0.06
/** Of a side that leaves the frame at least this much is seen. */
const LEAST_VISIBLE_SHARE = 0.5
/** A side is judged without its ends: corners are rounded (3.18 mm of 54 mm). */
const CORNER_SHARE = 0.07
/** Fingers may hide much of one side, not of all. */
const LEAST_SIDE_SUPPORT = 0.25
const LEAST_MEAN_SUPPORT = 0.4
/** Below this shape score a quad is not looked at. */
const LEAST_SHAPE = 0.22
/** Quads whose corners all lie this near, as a share of the long side, are one. */
const SAME_QUAD_RATIO = 0.015

/** Card-shaped quadrilaterals among candidate lines, best first, at most `count`. */
export function quadHypotheses(
  lines: readonly CandidateLine[],
  width: number,
  height: number,
  count: number,
): readonly QuadHypothesis[] {
  const longSide = Math.max(width, height)
  const crossings = lines.map((line) => lines.map((other) => crossing(line, other)))
  const found: QuadHypothesis[] = []
  for (let a = 0; a < lines.length; a += 1) {
    for (let b = a + 1; b < lines.length; b += 1) {
      if (angleBetween(lines[a]!, lines[b]!) > MAX_OPPOSITE_ANGLE_DEG) continue
      const rungs: number[] = []
      for (let c = a + 1; c < lines.length; c += 1) {
        if (c === b || angleBetween(lines[a]!, lines[c]!) < LEAST_CORNER_ANGLE_DEG) continue
        if (angleBetween(lines[b]!, lines[c]!) < LEAST_CORNER_ANGLE_DEG) continue
        if (sideSupport(lines[c]!, crossings[c]![a]!, crossings[c]![b]!, longSide) >= LEAST_SIDE_SUPPORT)
          rungs.push(c)
      }
      for (let i = 0; i < rungs.length; i += 1) {
        for (let j = i + 1; j < rungs.length; j += 1) {
          const [c, d] = [rungs[i]!, rungs[j]!]
          if (angleBetween(lines[c]!, lines[d]!) > MAX_OPPOSITE_ANGLE_DEG) continue
          const hypothesis = judgeQuad(lines, crossings, [a, c, b, d], width, height)
          if (hypothesis !== null) found.push(hypothesis)
        }
      }
    }
  }
  found.sort((p, q) => q.score - p.score)
  return distinct(found, count, SAME_QUAD_RATIO * longSide)
}

/** `sides`: line indices around the quad. Corner k is where side k and side k + 1 cross. */
function judgeQuad(
  lines: readonly CandidateLine[],
  crossings: readonly (readonly number[])[],
  sides: readonly [number, number, number, number],
  width: number,
  height: number,
): QuadHypothesis | null {
  const longSide = Math.max(width, height)
  let total = 0
  for (let k = 0; k < 4; k += 1) {
    const side = sides[k]!
    const from = crossings[side]![sides[(k + 3) % 4]!]!
    const to = crossings[side]![sides[(k + 1) % 4]!]!
    const support = sideSupport(lines[side]!, from, to, longSide)
    if (support < LEAST_SIDE_SUPPORT) return null
    total += support
  }
  if (total < 4 * LEAST_MEAN_SUPPORT) return null
  const corners = sides.map((side, k): Point => {
    const line = lines[side]!
    const t = crossings[side]![sides[(k + 1) % 4]!]!
    return { x: line.rho * line.nx - t * line.ny, y: line.rho * line.ny + t * line.nx }
  })
  const margin = OUTSIDE_RATIO * longSide
  if (corners.some((p) => p.x < -margin || p.y < -margin || p.x > width + margin || p.y > height + margin))
    return null
  const quad = longSideFirst(clockwise(corners))
  const fit = cardShapeFit(quad, width, height)
  if (!(fit > LEAST_SHAPE)) return null
  return { quad, score: (total / 4) * fit }
}

/** Mean support of a line between two of its positions, where it is in the frame; 0 when that is too little to be a side. */
function sideSupport(line: CandidateLine, from: number, to: number, longSide: number): number {
  const length = Math.abs(to - from)
  if (!(length >= LEAST_SIDE_RATIO * longSide)) return 0
  const trim = CORNER_SHARE * length
  const low = Math.max(line.visibleFrom, Math.min(from, to) + trim)
  const high = Math.min(line.visibleTo, Math.max(from, to) - trim)
  const visible = high - low
  if (!(visible >= LEAST_VISIBLE_SHARE * length)) return 0
  const last = line.support.length - 1
  const first = Math.max(0, Math.round(low) - line.tMin)
  const final = Math.min(last, Math.round(high) - line.tMin)
  return (line.support[final]! - line.support[first]!) / visible
}

/** Position along `line` where `other` crosses it; infinite or huge when they are parallel. */
function crossing(line: CandidateLine, other: CandidateLine): number {
  const across = other.ny * line.nx - other.nx * line.ny
  return (other.rho - line.rho * (line.nx * other.nx + line.ny * other.ny)) / across
}

function angleBetween(a: CandidateLine, b: CandidateLine): number {
  const difference = Math.abs(a.angleDeg - b.angleDeg)
  return Math.min(difference, 180 - difference)
}

function clockwise(corners: readonly Point[]): Quad {
  const [p, q, r, s] = corners as unknown as Quad
  const turn = (q.x - p.x) * (r.y - q.y) - (q.y - p.y) * (r.x - q.x)
  return turn >= 0 ? [p, q, r, s] : [s, r, q, p]
}

function longSideFirst(quad: Quad): Quad {
  const [p, q, r, s] = quad
  const across = Math.hypot(q.x - p.x, q.y - p.y) + Math.hypot(r.x - s.x, r.y - s.y)
  const down = Math.hypot(r.x - q.x, r.y - q.y) + Math.hypot(s.x - p.x, s.y - p.y)
  return across >= down ? quad : [q, r, s, p]
}

function distinct(
  sorted: readonly QuadHypothesis[],
  count: number,
  radius: number,
): readonly QuadHypothesis[] {
  const kept: QuadHypothesis[] = []
  for (const hypothesis of sorted) {
    if (kept.length >= count) break
    if (!kept.some((other) => sameOutline(other.quad, hypothesis.quad, radius))) kept.push(hypothesis)
  }
  return kept
}

/** Equal up to half a turn, which content decides later. */
function sameOutline(a: Quad, b: Quad, radius: number): boolean {
  const near = (turn: 0 | 2): boolean =>
    a.every((corner, k) => {
      const other = b[(k + turn) % 4]!
      return Math.abs(corner.x - other.x) < radius && Math.abs(corner.y - other.y) < radius
    })
  return near(0) || near(2)
}
