import type { RgbImage } from '../../image/image.ts'
import type { Point, Quad } from '../located-card.ts'
import { fitSide, type FittedLine } from './fit-side.ts'
import { sideProfiles } from './side-profiles.ts'

/** A quad fitted to the frame's own pixels. */
export interface RefinedQuad {
  readonly quad: Quad
  /** 0–1: share of the outline's samples that found an edge on the fitted lines. */
  readonly support: number
  /** The same of the side that has least; a finger takes up to a third of one. */
  readonly weakestSide: number
}

/** Sine of 25°: neighbouring sides never come nearer to parallel. */
const LEAST_CORNER_SINE = 0.42

/**
 * Moves each side of a quad to the edge that most of it agrees on, within `reachPx` frame pixels to either side, then fits
 * it to sub-pixel edge positions by reweighted least squares. Null when a side collapses.
 */
export function refineQuad(image: RgbImage, quad: Quad, reachPx: number): RefinedQuad | null {
  const lines: FittedLine[] = []
  const cardWidthPx = Math.hypot(quad[1].x - quad[0].x, quad[1].y - quad[0].y)
  let support = 0
  let weakestSide = 1
  for (let side = 0; side < 4; side += 1) {
    const profiles = sideProfiles(image, quad[side]!, quad[(side + 1) % 4]!, reachPx, cardWidthPx)
    const line = fitSide(profiles)
    support += line.support / 4
    weakestSide = Math.min(weakestSide, line.support)
    lines.push(line)
  }
  const corners: Point[] = []
  for (let corner = 0; corner < 4; corner += 1) {
    const crossing = intersect(lines[(corner + 3) % 4]!, lines[corner]!)
    if (crossing === null) return null
    corners.push(crossing)
  }
  const [a, b, c, d] = corners
  return { quad: [a!, b!, c!, d!], support, weakestSide }
}

function intersect(a: FittedLine, b: FittedLine): Point | null {
  const cross = a.direction.x * b.direction.y - a.direction.y * b.direction.x
  const size = Math.hypot(a.direction.x, a.direction.y) * Math.hypot(b.direction.x, b.direction.y)
  if (!(Math.abs(cross) > LEAST_CORNER_SINE * size)) return null
  const t = ((b.point.x - a.point.x) * b.direction.y - (b.point.y - a.point.y) * b.direction.x) / cross
  return { x: a.point.x + t * a.direction.x, y: a.point.y + t * a.direction.y }
}
