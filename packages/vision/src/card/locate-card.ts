import type { RgbImage } from '../image/image.ts'
import { homographyFromQuads } from '../ops/homography.ts'
import { cardFromQuad, UNIT_QUAD } from './card-from-quad.ts'
import type { LocatedCard, Quad } from './located-card.ts'
import { layoutAgreement, printContrast, rowRhythm, type PrintContrast } from './print-layout.ts'
import { cardShapeFit } from './locate/card-shape-fit.ts'
import { edgeMap } from './locate/edge-map.ts'
import { houghLines } from './locate/hough-lines.ts'
import { quadHypotheses } from './locate/quad-hypotheses.ts'
import { refineQuad } from './locate/refine-quad.ts'
import { workingImage, type WorkingImage } from './locate/working-image.ts'

/** Outlines whose content is compared with a KTP's print. */
const HYPOTHESES = 16
/** Of these the most KTP-like are fitted to the full frame. */
const REFINED = 4
/** A coarse side is at most this many working pixels off: two Hough bins and the lens. */
const REFINE_REACH_WORKING_PX = 3
const SECOND_REACH_PX = 4
/** How outline and print weigh against each other when outlines compete. */
const OUTLINE_WEIGHT = 0.35
/**
 * Below these a quadrilateral is not a KTP. Confidence: simulated cards whose values wrap three times have 0.6 in most frames, others far
 * more. Rhythm: such cards have 0.69 at least, usual ones 0.8. Card-sized pages of even lines pass both:
 * a genuine card that is not found costs an applicant an account, while a page is refused as soon as no NIK is read on it.
 */
const LEAST_CONFIDENCE = 0.6
const LEAST_RHYTHM = 0.66
/** Rows more regular than that make up for what glare and fingers take from the confidence, by this much at most: 0.5 is then enough. */
const MOST_MADE_UP = 0.1
/** At this confidence, with this much of every side seen and the print this well in place, no other outline is tried. */
const BEYOND_DOUBT = 0.72
const BEYOND_DOUBT_SIDE = 0.85
const BEYOND_DOUBT_AGREEMENT = 0.64
/** The weakest side's share in the outline's weight: a wrong line is mostly one wrong side. */
const WEAKEST_SIDE_WEIGHT = 0.3

/**
 * Finds the KTP in a frame: straight edges of brightness and colour, quadrilaterals that a card seen at an angle can be, the
 * print layout inside them (which also says which way is up), and a sub-pixel fit of the winner's sides. Null when nothing
 * looks enough like a KTP. Works in any rotation, on copies and screens alike: judging those is the voters' part.
 */
export function locateCard(image: RgbImage): LocatedCard | null {
  return locateInFrame(image, prepareFrame(image))
}

/** A frame shrunk and its print's contrast: what locating and following share. */
export interface PreparedFrame {
  readonly working: WorkingImage
  readonly print: PrintContrast
}

export function prepareFrame(image: RgbImage): PreparedFrame {
  const working = workingImage(image)
  return { working, print: printContrast(working.brightness) }
}

/** `locateCard` for a frame that is prepared already. */
export function locateInFrame(image: RgbImage, frame: PreparedFrame): LocatedCard | null {
  const { working, print } = frame
  const { width, height } = working.brightness
  const hypotheses = quadHypotheses(houghLines(edgeMap(working)), width, height, HYPOTHESES)
  const candidates = hypotheses.map(({ quad, score }) => {
    const turned = turnUpright(print, quad)
    return { quad: turned.quad, score: confidenceOf(score, turned.agreement) }
  })
  candidates.sort((a, b) => b.score - a.score)
  let best: CardFit | null = null
  for (const { quad } of candidates.slice(0, REFINED)) {
    const fit = fitCard(image, frame, toFrame(working, quad), REFINE_REACH_WORKING_PX * working.scale)
    if (fit !== null && (best === null || fit.card.confidence > best.card.confidence)) best = fit
    if (best !== null && isBeyondDoubt(best)) break
  }
  return best !== null && isKtp(best) ? best.card : null
}

/** A card fitted to a frame, with what speaks for it. */
export interface CardFit {
  readonly card: LocatedCard
  /** 0–1: support of the outline's weakest side. */
  readonly weakestSide: number
  /** −1…1: agreement of the print with a KTP's layout. */
  readonly agreement: number
  /** −1…1: how regularly text rows follow each other at a KTP's pitch. */
  readonly rhythm: number
}

/** Fits an upright quad in frame pixels to the frame and judges the result; null when it falls apart. */
export function fitCard(
  image: RgbImage,
  { working, print }: PreparedFrame,
  quad: Quad,
  reachPx: number,
): CardFit | null {
  const first = refineQuad(image, quad, reachPx)
  const second = first && refineQuad(image, first.quad, SECOND_REACH_PX)
  if (second === null) return null
  const cardToWorking = homographyFromQuads(UNIT_QUAD, toWorking(working, second.quad))
  const { upright } = layoutAgreement(print, cardToWorking)
  const outline = (1 - WEAKEST_SIDE_WEIGHT) * second.support + WEAKEST_SIDE_WEIGHT * second.weakestSide
  const shape = cardShapeFit(second.quad, image.width, image.height)
  const card = cardFromQuad(second.quad, confidenceOf(outline * shape, upright))
  return {
    card,
    weakestSide: second.weakestSide,
    agreement: upright,
    rhythm: rowRhythm(print, cardToWorking),
  }
}

/** Whether a fitted quad looks enough like a KTP to be called one. */
export function isKtp({ card, rhythm }: CardFit): boolean {
  const madeUp = Math.min(MOST_MADE_UP, rhythm - LEAST_RHYTHM)
  return rhythm >= LEAST_RHYTHM && card.confidence + madeUp >= LEAST_CONFIDENCE
}

function isBeyondDoubt({ card, weakestSide, agreement }: CardFit): boolean {
  return (
    card.confidence > BEYOND_DOUBT && weakestSide > BEYOND_DOUBT_SIDE && agreement > BEYOND_DOUBT_AGREEMENT
  )
}

/** 0–1 from the outline's support (0–1) and the print's agreement (−1…1). */
function confidenceOf(support: number, agreement: number): number {
  return OUTLINE_WEIGHT * support + (1 - OUTLINE_WEIGHT) * Math.max(0, agreement)
}

function turnUpright(print: PrintContrast, quad: Quad): { quad: Quad; agreement: number } {
  const { upright, upsideDown } = layoutAgreement(print, homographyFromQuads(UNIT_QUAD, quad))
  if (upright >= upsideDown) return { quad, agreement: upright }
  const [a, b, c, d] = quad
  return { quad: [c, d, a, b], agreement: upsideDown }
}

function toFrame({ scale }: WorkingImage, quad: Quad): Quad {
  return mapQuad(quad, (value) => value * scale + (scale - 1) / 2)
}

/** A quad of frame pixels in working pixels. */
export function toWorking({ scale }: WorkingImage, quad: Quad): Quad {
  return mapQuad(quad, (value) => (value - (scale - 1) / 2) / scale)
}

function mapQuad(quad: Quad, map: (value: number) => number): Quad {
  const [a, b, c, d] = quad.map(({ x, y }) => ({ x: map(x), y: map(y) }))
  return [a!, b!, c!, d!]
}
