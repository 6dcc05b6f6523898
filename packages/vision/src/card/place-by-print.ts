import type { RgbImage } from '../image/image.ts'
import { applyHomography, multiplyHomographies } from '../ops/homography.ts'
import { cardFromQuad, UNIT_QUAD } from './card-from-quad.ts'
import { cardHeightPx } from './card-size.ts'
import type { PreparedFrame } from './locate-card.ts'
import type { Homography, LocatedCard, Point } from './located-card.ts'
import { printMotion, trackingPlane } from './print-motion.ts'
import { rectifiedToFrame, rectifyCard } from './rectify-card.ts'
import { registerToReference } from './register-to-reference.ts'
import { isSamePrint, type TrackedFrame } from './track-card.ts'

/** A frame with what is needed to look for its card, or for another's. */
export interface SeenFrame {
  readonly image: RgbImage
  readonly frame: PreparedFrame
}

const REGISTERED_WIDTH_PX = 512
/** Print that is up to a row or two aside is met step by step; where the last step was smaller than this, px, it is met. */
const ROUNDS_MOST = 6
const STEP_LEAST_PX = 0.3
/** Of matched patches of print; labels alone, which all cards share, are too few to reach it. */
const LEAST_CORRELATION = 0.6
/** Share of the card's width that patches may lie off their common motion. */
const MOST_RESIDUAL = 0.004

/**
 * Finds a card in a frame by its print alone, from where it is in another: where an edge leaves the picture or has no contrast, an outline
 * is fitted to a line of the print instead. Null when it isn't the same print.
 */
export function placeByPrint(from: TrackedFrame & SeenFrame, to: SeenFrame): LocatedCard | null {
  const move = printMotion(trackingPlane(from.frame), trackingPlane(to.frame), from.card.quad)
  const known = rectifyCard(from.image, from.card, REGISTERED_WIDTH_PX)
  let card = placed(from.card.quad.map(move), from.card.confidence)
  for (let round = 0; round < ROUNDS_MOST; round += 1) {
    const found = registerToReference(known, rectifyCard(to.image, card, REGISTERED_WIDTH_PX))
    if (found === null) return null
    card = placed(cornersIn(card, found.homography), from.card.confidence)
    const isMet = Math.hypot(found.shift.x, found.shift.y) < STEP_LEAST_PX
    if (!isMet || found.residualPx > MOST_RESIDUAL * REGISTERED_WIDTH_PX) continue
    const isSame = found.correlation >= LEAST_CORRELATION && isSamePrint(from, { card, frame: to.frame })
    return isSame ? card : null
  }
  return null
}

/** Corners, in frame pixels, of a card whose print a homography of its upright pixels moves into place. */
function cornersIn(card: LocatedCard, homography: Homography): readonly Point[] {
  const heightPx = cardHeightPx(REGISTERED_WIDTH_PX)
  const toFrame = multiplyHomographies(rectifiedToFrame(card, REGISTERED_WIDTH_PX, heightPx), homography)
  return UNIT_QUAD.map(({ x, y }) =>
    applyHomography(toFrame, x * REGISTERED_WIDTH_PX - 0.5, y * heightPx - 0.5),
  )
}

function placed([a, b, c, d]: readonly Point[], confidence: number): LocatedCard {
  return cardFromQuad([a!, b!, c!, d!], confidence)
}
