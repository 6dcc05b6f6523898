import type { RgbImage } from '../image/image.ts'
import { homographyFromQuads } from '../ops/homography.ts'
import { UNIT_QUAD } from './card-from-quad.ts'
import { fitCard, prepareFrame, toWorking, type PreparedFrame } from './locate-card.ts'
import type { LocatedCard, Quad } from './located-card.ts'
import { printAgreement } from './print-layout.ts'
import { printMotion, trackingPlane } from './print-motion.ts'

/** A frame in which the card was found, ready to be followed into the next one. */
export interface TrackedFrame {
  readonly card: LocatedCard
  readonly frame: PreparedFrame
}

/** What the common motion leaves over, perspective and its own error, as a share of the card's width. */
const REACH_RATIO = 0.015
/** Print that is where it was on the card before is that card's, however much of its layout glare and fingers hide. */
const SAME_PRINT = 0.75
/** Every side must be on an edge for most of its length: a side that slid onto print is not. */
const LEAST_SIDE_SUPPORT = 0.5

/**
 * Finds the card in the frame after `previous` from where it was: the motion of its print, then a fit of the outline. A
 * fraction of the cost of `locateCard`. Null when the result is not convincing: then locate it anew.
 */
export function trackCard(
  previous: TrackedFrame,
  image: RgbImage,
  frame = prepareFrame(image),
): LocatedCard | null {
  if (frame.working.scale !== previous.frame.working.scale) return null
  const move = printMotion(trackingPlane(previous.frame), trackingPlane(frame), previous.card.quad)
  const [a, b, c, d] = previous.card.quad.map(move)
  const quad: Quad = [a!, b!, c!, d!]
  const fit = fitCard(image, frame, quad, REACH_RATIO * previous.card.widthPx)
  if (fit === null || fit.weakestSide < LEAST_SIDE_SUPPORT) return null
  return isSamePrint(previous, { card: fit.card, frame }) ? fit.card : null
}

/** Whether two frames show the same print at the same places of their cards. */
export function isSamePrint(a: TrackedFrame, b: TrackedFrame): boolean {
  const [toA, toB] = [a, b].map(({ card, frame }) =>
    homographyFromQuads(UNIT_QUAD, toWorking(frame.working, card.quad)),
  )
  return printAgreement(a.frame.print, toA!, b.frame.print, toB!) >= SAME_PRINT
}
