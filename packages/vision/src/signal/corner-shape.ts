import type { LocatedCard, Point } from '../card/located-card.ts'
import { CARD_ASPECT, CARD_WIDTH_MM } from '../card/card-size.ts'
import type { RgbImage } from '../image/image.ts'
import { applyHomography } from '../ops/homography.ts'

/** ISO/IEC 7810 §5.1.4: corners of an ID-1 card are rounded with 3.18 ± 0.30 mm. */
export const CORNER_RADIUS_MM = 3.18
const CARD_HEIGHT_MM = CARD_WIDTH_MM / CARD_ASPECT
/** Nothing is sampled this close to an edge, whether it runs round or straight: blur, and an outline found a pixel aside. */
const EDGE_MM = 0.3
/** Surroundings and print are sampled this far from the corner. */
const REACH_MM = 2.4
/** Beyond the arc, where both kinds of corner have the same straight edge: here the outline must part print from surroundings. */
const STRAIGHT_MM = [3.6, 7] as const
const ASTRIDE_MM = 0.9
/** Shares of the way from print to surroundings: just within an edge there is print, and along both edges the same surroundings. */
const OUTLINE_OFF = 0.3
const BEYOND_APART = 0.6
/** A tip farther than this from half way shows something that is neither. */
const ROUNDNESS_FAR = 1
const STEP_MM = 0.12
/** A zone must lie within the frame with this many of its samples. */
const SAMPLES_LEAST = 20
/** Surroundings and print must differ by this, root sum of squares of code values over three channels. */
const CONTRAST_LEAST = 5

/** How a corner of the card ends in one frame. */
export interface CornerShape {
  /** 0: the print goes on into the corner's tip, as on cut paper. 1: the tip shows what lies around the card. */
  readonly roundness: number
  /** Of surroundings and print, root sum of squares of code values over three channels. */
  readonly contrast: number
}

/** Millimetres from the tip along both edges, positive inwards. */
type Zone = readonly Point[]

function zoneOf(contains: (x: number, y: number) => boolean): Zone {
  const points: Point[] = []
  const [, far] = STRAIGHT_MM
  for (let y = -REACH_MM; y <= far; y += STEP_MM)
    for (let x = -REACH_MM; x <= far; x += STEP_MM) if (contains(x, y)) points.push({ x, y })
  return points
}

const fromArcMm = (x: number, y: number): number =>
  Math.hypot(CORNER_RADIUS_MM - x, CORNER_RADIUS_MM - y) - CORNER_RADIUS_MM

const isNear = (x: number, y: number): boolean => x > 0 && y > 0 && x < REACH_MM && y < REACH_MM
/** Between a square tip and the arc of a round one. */
const TIP = zoneOf((x, y) => isNear(x, y) && Math.min(x, y) > EDGE_MM / 2 && fromArcMm(x, y) > EDGE_MM)
const INSIDE = zoneOf((x, y) => isNear(x, y) && fromArcMm(x, y) < -EDGE_MM)
/** Along one of the two straight edges, from `near` to `far` outside it (negative) or inside. */
const edgeZones = (near: number, far: number): readonly [Zone, Zone] => {
  const isAlong = (along: number, off: number) =>
    along > STRAIGHT_MM[0] && off > Math.min(near, far) && off < Math.max(near, far)
  return [zoneOf((x, y) => isAlong(x, y)), zoneOf((x, y) => isAlong(y, x))]
}
const BEYOND_EDGES = edgeZones(-EDGE_MM, -ASTRIDE_MM)
const WITHIN_EDGES = edgeZones(EDGE_MM, ASTRIDE_MM)

type Color = readonly [number, number, number]

function colorOf(image: RgbImage, card: LocatedCard, corner: number, zone: Zone): Color | null {
  const isRight = corner === 1 || corner === 2
  const isBottom = corner >= 2
  const sum = [0, 0, 0]
  let count = 0
  for (const { x, y } of zone) {
    const u = x / CARD_WIDTH_MM
    const v = y / CARD_HEIGHT_MM
    const at = applyHomography(card.cardToFrame, isRight ? 1 - u : u, isBottom ? 1 - v : v)
    const px = Math.round(at.x)
    const py = Math.round(at.y)
    if (px < 0 || py < 0 || px >= image.width || py >= image.height) continue
    const from = (py * image.width + px) * 3
    for (let c = 0; c < 3; c++) sum[c]! += image.data[from + c]!
    count++
  }
  if (count < SAMPLES_LEAST) return null
  return sum.map((value) => value / count) as unknown as Color
}

/**
 * How a corner (0–3 from the top left, clockwise) ends; null where print and surroundings are too alike, or something else lies along an
 * edge. The surroundings are taken as close to the edge as the tip lies: a card's own shadow darkens both alike.
 */
export function cornerShape(image: RgbImage, card: LocatedCard, corner: number): CornerShape | null {
  const colorsOf = (zones: readonly Zone[]) => zones.map((zone) => colorOf(image, card, corner, zone))
  const [inside, tip, beyondA, beyondB, withinA, withinB] = colorsOf([
    INSIDE,
    TIP,
    ...BEYOND_EDGES,
    ...WITHIN_EDGES,
  ])
  if (!inside || !tip || !beyondA || !beyondB || !withinA || !withinB) return null
  const towards = inside.map((value, c) => (beyondA[c]! + beyondB[c]!) / 2 - value)
  const contrast = Math.hypot(...towards)
  if (contrast < CONTRAST_LEAST) return null
  /** 0 for the colour of the print, 1 for that of the surroundings. */
  const shareOf = (color: Color): number =>
    towards.reduce((dot, value, c) => dot + value * (color[c]! - inside[c]!), 0) / contrast ** 2
  const isOutlined =
    Math.abs(shareOf(beyondA) - shareOf(beyondB)) <= BEYOND_APART &&
    Math.max(Math.abs(shareOf(withinA)), Math.abs(shareOf(withinB))) <= OUTLINE_OFF
  const roundness = shareOf(tip)
  return isOutlined && Math.abs(roundness - 0.5) <= ROUNDNESS_FAR ? { roundness, contrast } : null
}
