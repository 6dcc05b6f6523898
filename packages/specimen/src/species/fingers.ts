import { CARD_HEIGHT_MM, CARD_WIDTH_MM, layoutCard } from '../card/card-layout.ts'
import type { SpecimenCard } from '../card/specimen-card.ts'
import { LINEAR_OF_BYTE } from '../optics/linear-light.ts'
import type { Overlay } from '../optics/subject.ts'
import type { Point } from '../optics/pose.ts'
import type { SeededRandom } from '../random/seeded-random.ts'

/** Albedo of lighter and darker skin, as sRGB codes. */
const SKINS: readonly (readonly [number, number, number])[] = [
  [214, 166, 138],
  [190, 138, 106],
  [158, 108, 78],
  [118, 78, 56],
]
const SKIN_GLOSS = { reflectance: 0.028, roughnessDegrees: 18 }
const RADIUS_MM_RANGE = [6.5, 9] as const
const LENGTH_MM = 80
/** Fingers come in along a corner's diagonal, give or take. */
const SWING_DEGREES = 28
/** Farthest that a fingertip's middle reaches in from the corner, and how it draws back where it would hide text. */
const REACH_MM = 8
const STEP_MM = 0.5
const CLEARANCE_MM = 0.6
const TWO_FINGERS_SHARE = 0.5
/** A finger's flanks turn away from the light. */
const FLANK_SHADE = 0.55
const SHADOW_MM = 1.8
const SHADOW_DEPTH = 0.45
const NAIL_SHARE = 0.62
const NAIL_LIFT = 0.12
const DEGREE = Math.PI / 180

interface Finger {
  /** Middle of the tip's round end. */
  readonly tip: Point
  /** Unit vector towards the hand. */
  readonly away: Point
  readonly radiusMm: number
}

/** Distance from a finger's bone, millimetres. */
function distanceTo({ tip, away }: Finger, x: number, y: number): number {
  const along = Math.max(0, Math.min(LENGTH_MM, (x - tip.x) * away.x + (y - tip.y) * away.y))
  return Math.hypot(x - tip.x - along * away.x, y - tip.y - along * away.y)
}

/** Rectangles in card millimetres that no finger may hide: all texts and the photo. */
function readableBoxes(card: SpecimenCard): readonly (readonly [Point, Point])[] {
  const { photoX0, photoX1, photoY0, photoY1 } = card.look.measures
  const photo = { x0: photoX0, y0: photoY0, x1: photoX1, y1: photoY1 }
  return [...layoutCard(card).map((item) => item.box), photo].map(({ x0, y0, x1, y1 }) => [
    { x: (x0 - 0.5) * CARD_WIDTH_MM, y: (y0 - 0.5) * CARD_HEIGHT_MM },
    { x: (x1 - 0.5) * CARD_WIDTH_MM, y: (y1 - 0.5) * CARD_HEIGHT_MM },
  ])
}

function hidesAny(finger: Finger, boxes: readonly (readonly [Point, Point])[]): boolean {
  return boxes.some(([from, to]) => {
    for (let x = from.x; ; x = Math.min(to.x, x + 1)) {
      for (let y = from.y; ; y = Math.min(to.y, y + 1)) {
        if (distanceTo(finger, x, y) < finger.radiusMm + CLEARANCE_MM) return true
        if (y >= to.y) break
      }
      if (x >= to.x) return false
    }
  })
}

function placeFinger(
  random: SeededRandom,
  corner: Point,
  boxes: readonly (readonly [Point, Point])[],
): Finger {
  const angle = Math.atan2(corner.y, corner.x) + random.between(-SWING_DEGREES, SWING_DEGREES) * DEGREE
  const away = { x: Math.cos(angle), y: Math.sin(angle) }
  const radiusMm = random.between(...RADIUS_MM_RANGE)
  let finger: Finger = { tip: corner, away, radiusMm }
  for (let reach = random.between(1, REACH_MM); reach > -LENGTH_MM; reach -= STEP_MM) {
    finger = { tip: { x: corner.x - away.x * reach, y: corner.y - away.y * reach }, away, radiusMm }
    if (!hidesAny(finger, boxes)) break
  }
  return finger
}

/** One or two fingertips that hold the card by its corners and hide neither text nor photo. */
export function createFingers(random: SeededRandom, card: SpecimenCard): Overlay {
  const boxes = readableBoxes(card)
  const [x, y] = [CARD_WIDTH_MM / 2, CARD_HEIGHT_MM / 2]
  const pairs = [
    [
      { x: -x, y: -y },
      { x, y },
    ],
    [
      { x, y: -y },
      { x: -x, y },
    ],
    [
      { x: -x, y },
      { x, y },
    ],
  ] as const
  const [first, second] = random.pick(pairs)
  const fingers = [placeFinger(random, first, boxes)]
  if (random.chance(TWO_FINGERS_SHARE)) fingers.push(placeFinger(random, second, boxes))
  const skin = random.pick(SKINS).map((code) => LINEAR_OF_BYTE[code]!)
  return {
    gloss: SKIN_GLOSS,
    paint(xMm, yMm, light, pixel) {
      for (const finger of fingers) {
        const { tip, radiusMm } = finger
        const across = distanceTo(finger, xMm, yMm) / radiusMm
        if (across >= 1) {
          const beyondMm = (across - 1) * radiusMm
          if (beyondMm > 3 * SHADOW_MM) continue
          const shade = 1 - SHADOW_DEPTH * Math.exp(-beyondMm / SHADOW_MM)
          for (let c = 0; c < 3; c++) pixel.diffuse[c]! *= shade
          continue
        }
        const shade = FLANK_SHADE + (1 - FLANK_SHADE) * Math.sqrt(1 - across * across)
        const isNail = Math.hypot(xMm - tip.x, yMm - tip.y) < NAIL_SHARE * radiusMm
        for (let c = 0; c < 3; c++) {
          const albedo = isNail ? skin[c]! + NAIL_LIFT : skin[c]!
          pixel.diffuse[c] = albedo * shade * light[c]!
          pixel.mirror[c] = shade * light[3 + c]!
        }
        pixel.coverage = 0
        return
      }
    },
  }
}
