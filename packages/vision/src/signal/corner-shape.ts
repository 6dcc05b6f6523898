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
/** Share of the way from print to surroundings: at most this on the inner side of the edge, and short of the whole by no more on the outer. */
const OUTLINE_OFF = 0.3
const STEP_MM = 0.12
/** A zone must lie within the frame with this many of its samples. */
const SAMPLES_LEAST = 20
/** What lies beside the card must differ from it by this many codes over three channels, and by so many times as they vary within. */
const CONTRAST_LEAST = 18
const CONTRAST_SPREADS = 1.8

/** How a corner of the card ends in one frame. */
export interface CornerShape {
  /** 0: the print goes on into the corner's tip, as on cut paper. 1: the tip shows what lies around the card. */
  readonly roundness: number
  /** Between print and surroundings, code values over three channels. */
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
/** Only around the tip itself: further along the edges something else may lie. */
const OUTSIDE = zoneOf((x, y) => Math.min(x, y) < -2 * EDGE_MM && Math.max(x, y) < 1)

/** Along one of the two straight edges, from `near` to `far` outside it (negative) or inside. */
const edgeZones = (near: number, far: number): readonly [Zone, Zone] => {
  const isAlong = (along: number, off: number) =>
    along > STRAIGHT_MM[0] && off > Math.min(near, far) && off < Math.max(near, far)
  return [zoneOf((x, y) => isAlong(x, y)), zoneOf((x, y) => isAlong(y, x))]
}
const BEYOND_EDGES = edgeZones(-EDGE_MM, -ASTRIDE_MM)
const WITHIN_EDGES = edgeZones(EDGE_MM, ASTRIDE_MM)

interface ZoneColor {
  readonly mean: readonly [number, number, number]
  /** Standard deviation over three channels together. */
  readonly spread: number
}

function colorOf(image: RgbImage, card: LocatedCard, corner: number, zone: Zone): ZoneColor | null {
  const isRight = corner === 1 || corner === 2
  const isBottom = corner >= 2
  const sum = [0, 0, 0]
  const squares = [0, 0, 0]
  let count = 0
  for (const { x, y } of zone) {
    const u = x / CARD_WIDTH_MM
    const v = y / CARD_HEIGHT_MM
    const at = applyHomography(card.cardToFrame, isRight ? 1 - u : u, isBottom ? 1 - v : v)
    const px = Math.round(at.x)
    const py = Math.round(at.y)
    if (px < 0 || py < 0 || px >= image.width || py >= image.height) continue
    const from = (py * image.width + px) * 3
    for (let c = 0; c < 3; c++) {
      const code = image.data[from + c]!
      sum[c]! += code
      squares[c]! += code * code
    }
    count++
  }
  if (count < SAMPLES_LEAST) return null
  const mean = sum.map((value) => value / count) as [number, number, number]
  const variance = squares.reduce(
    (all, value, c) => all + Math.max(0, value / count - mean[c]! * mean[c]!),
    0,
  )
  return { mean, spread: Math.sqrt(variance) }
}

/** How a corner (0–3 from the top left, clockwise) ends; null where print and surroundings are too alike, or the outline too inexact, to tell. */
export function cornerShape(image: RgbImage, card: LocatedCard, corner: number): CornerShape | null {
  const inside = colorOf(image, card, corner, INSIDE)
  const outside = colorOf(image, card, corner, OUTSIDE)
  const tip = colorOf(image, card, corner, TIP)
  if (!inside || !outside || !tip) return null
  const towards = outside.mean.map((value, c) => value - inside.mean[c]!)
  const contrast = Math.hypot(...towards)
  if (contrast < CONTRAST_LEAST || contrast < CONTRAST_SPREADS * Math.hypot(inside.spread, outside.spread))
    return null
  /** 0 for the colour of the print, 1 for that of the surroundings. */
  const shareOf = ({ mean }: ZoneColor): number =>
    towards.reduce((dot, value, c) => dot + value * (mean[c]! - inside.mean[c]!), 0) / contrast ** 2
  const sharesOf = (zones: readonly Zone[]): readonly number[] =>
    zones.map((zone) => {
      const color = colorOf(image, card, corner, zone)
      return color === null ? NaN : shareOf(color)
    })
  const isOutlined =
    sharesOf(BEYOND_EDGES).every((share) => share >= 1 - OUTLINE_OFF) &&
    sharesOf(WITHIN_EDGES).every((share) => share <= OUTLINE_OFF)
  return isOutlined ? { roundness: shareOf(tip), contrast } : null
}
