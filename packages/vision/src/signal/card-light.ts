import type { Evidence, Frame } from '../evidence.ts'
import type { LocatedCard } from '../card/located-card.ts'
import { oncePerEvidence } from './once-per-evidence.ts'
import { SRGB_TO_LINEAR } from './srgb-linear.ts'

/** Cells across and down the card: about 3.6 mm each, several text strokes wide and still local. */
export const LIGHT_COLUMNS = 24
export const LIGHT_ROWS = 15
/** Samples along each side of a cell. */
const SAMPLES = 5
/** Code values above this are clipped by the sensor or the encoder: their ratio says nothing about light. */
const SATURATED_CODE = 245
/** Strips of background around the card, in card units, that are sampled as its surroundings. */
const SURROUND_NEAR = 0.04
const SURROUND_FAR = 0.16

/** Mean linear light of patches of one frame, in the same order for every frame. */
export interface PatchLight {
  /** Linear R, G, B per patch, 0–1. */
  readonly linear: Float64Array
  /** Fraction of each patch's samples that clipped, 0–1. A patch outside the frame has 1. */
  readonly clipped: Float64Array
}

export interface FrameLight {
  readonly card: PatchLight
  readonly surround: PatchLight
  /** Mean 8-bit code values of the whole card, as a phone would report them. */
  readonly meanCode: readonly [number, number, number]
}

/** Centres and half-sizes of patches in card coordinates. */
interface PatchPlace {
  readonly u: number
  readonly v: number
  readonly halfU: number
  readonly halfV: number
}

function cardPlaces(): readonly PatchPlace[] {
  const places: PatchPlace[] = []
  for (let row = 0; row < LIGHT_ROWS; row++) {
    for (let column = 0; column < LIGHT_COLUMNS; column++) {
      places.push({
        u: (column + 0.5) / LIGHT_COLUMNS,
        v: (row + 0.5) / LIGHT_ROWS,
        halfU: 0.5 / LIGHT_COLUMNS,
        halfV: 0.5 / LIGHT_ROWS,
      })
    }
  }
  return places
}

function surroundPlaces(): readonly PatchPlace[] {
  const places: PatchPlace[] = []
  const middle = (SURROUND_NEAR + SURROUND_FAR) / 2
  const half = (SURROUND_FAR - SURROUND_NEAR) / 2
  for (let i = 0; i < 8; i++) {
    const along = (i + 0.5) / 8
    places.push({ u: along, v: -middle, halfU: 1 / 16, halfV: half })
    places.push({ u: along, v: 1 + middle, halfU: 1 / 16, halfV: half })
    places.push({ u: -middle, v: along, halfU: half, halfV: 1 / 16 })
    places.push({ u: 1 + middle, v: along, halfU: half, halfV: 1 / 16 })
  }
  return places
}

const CARD_PLACES = cardPlaces()
const SURROUND_PLACES = surroundPlaces()

function measurePatches(
  frame: Frame,
  card: LocatedCard,
  places: readonly PatchPlace[],
  codeSum: Float64Array,
): PatchLight {
  const { data, width, height } = frame.image
  const h = card.cardToFrame
  const linear = new Float64Array(places.length * 3)
  const clipped = new Float64Array(places.length)
  for (let p = 0; p < places.length; p++) {
    const place = places[p]!
    let red = 0
    let green = 0
    let blue = 0
    let good = 0
    let clippedCount = 0
    let redCodes = 0
    let greenCodes = 0
    let blueCodes = 0
    let inFrame = 0
    // Within one patch the homography is taken as affine: its curvature there is far below a pixel.
    const w = h[6] * place.u + h[7] * place.v + h[8]
    const centreX = (h[0] * place.u + h[1] * place.v + h[2]) / w
    const centreY = (h[3] * place.u + h[4] * place.v + h[5]) / w
    const stepU = (2 * place.halfU) / SAMPLES / w
    const stepV = (2 * place.halfV) / SAMPLES / w
    const acrossX = stepU * (h[0] - centreX * h[6])
    const acrossY = stepU * (h[3] - centreY * h[6])
    const downX = stepV * (h[1] - centreX * h[7])
    const downY = stepV * (h[4] - centreY * h[7])
    for (let j = 0; j < SAMPLES; j++) {
      const aside = j - (SAMPLES - 1) / 2
      for (let i = 0; i < SAMPLES; i++) {
        const along = i - (SAMPLES - 1) / 2
        const x = centreX + along * acrossX + aside * downX + 0.5
        const y = centreY + along * acrossY + aside * downY + 0.5
        if (!(x >= 0 && y >= 0 && x < width && y < height)) {
          clippedCount++
          continue
        }
        const at = 3 * ((y | 0) * width + (x | 0))
        const r = data[at]!
        const g = data[at + 1]!
        const b = data[at + 2]!
        redCodes += r
        greenCodes += g
        blueCodes += b
        inFrame++
        if (r > SATURATED_CODE || g > SATURATED_CODE || b > SATURATED_CODE) {
          clippedCount++
          continue
        }
        red += SRGB_TO_LINEAR[r]!
        green += SRGB_TO_LINEAR[g]!
        blue += SRGB_TO_LINEAR[b]!
        good++
      }
    }
    codeSum[0]! += redCodes
    codeSum[1]! += greenCodes
    codeSum[2]! += blueCodes
    codeSum[3]! += inFrame
    if (good > 0) {
      linear[3 * p] = red / good
      linear[3 * p + 1] = green / good
      linear[3 * p + 2] = blue / good
    }
    clipped[p] = clippedCount / (SAMPLES * SAMPLES)
  }
  return { linear, clipped }
}

/**
 * Linear light of the card's cells and of its surroundings, frame by frame; null for a frame without a card. Cells keep
 * their place on the card, so that the albedo of a cell cancels when frames are compared.
 */
export const cardLight: (evidence: Evidence) => readonly (FrameLight | null)[] = oncePerEvidence((evidence) =>
  evidence.frames.map((frame, index) => {
    const card = evidence.cards[index]
    if (!card) return null
    const codeSum = new Float64Array(4)
    const cells = measurePatches(frame, card, CARD_PLACES, codeSum)
    const count = Math.max(1, codeSum[3]!)
    const meanCode = [codeSum[0]! / count, codeSum[1]! / count, codeSum[2]! / count] as const
    return {
      card: cells,
      surround: measurePatches(frame, card, SURROUND_PLACES, new Float64Array(4)),
      meanCode,
    }
  }),
)
