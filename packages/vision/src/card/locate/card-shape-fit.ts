import { CARD_ASPECT } from '../card-size.ts'
import type { Quad } from '../located-card.ts'
import { rectangleShape } from './rectangle-shape.ts'

/** Relative standard deviations allowed: an unknown focal length and coarse lines. */
const ASPECT_TOLERANCE = 0.1
const SKEW_TOLERANCE = 0.11
/** Cosine of 50°: nothing is read off a card that lies flatter. */
const LEAST_TILT_COSINE = 0.64

/** 0–1: how well a quad in a frame of the given size can be an ID-1 card seen by a phone's camera. */
export function cardShapeFit(quad: Quad, frameWidth: number, frameHeight: number): number {
  const { aspect, skewCosine, tiltCosine } = rectangleShape(quad, frameWidth, frameHeight)
  if (!(tiltCosine > LEAST_TILT_COSINE)) return 0
  const aspectError = Math.log(aspect / CARD_ASPECT) / ASPECT_TOLERANCE
  const skewError = skewCosine / SKEW_TOLERANCE
  return Math.exp(-0.5 * (aspectError * aspectError + skewError * skewError))
}
