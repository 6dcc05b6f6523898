import { homographyFromQuads } from '../ops/homography.ts'
import type { LocatedCard, Point, Quad } from './located-card.ts'

/** Corners of the card in card coordinates. */
export const UNIT_QUAD: Quad = [
  { x: 0, y: 0 },
  { x: 1, y: 0 },
  { x: 1, y: 1 },
  { x: 0, y: 1 },
]

/** A card from its four corners (top left, top right, bottom right, bottom left of the card). Throws `degenerate_quad`. */
export function cardFromQuad(quad: Quad, confidence: number): LocatedCard {
  const [topLeft, topRight, bottomRight, bottomLeft] = quad
  const widthPx = (distance(topLeft, topRight) + distance(bottomLeft, bottomRight)) / 2
  return { quad, cardToFrame: homographyFromQuads(UNIT_QUAD, quad), widthPx, confidence }
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}
