import type { Evidence } from '../evidence.ts'
import { foldSpectrum, foldedExcess, type FoldedSpectrum } from '../signal/folded-spectrum.ts'
import type { FrameSpectrum } from '../signal/frame-spectrum.ts'

const CARD_WIDTH_MM = 85.6
const DEGREE = Math.PI / 180
/** Lattices looked for, cycles per frame pixel: finer than the pixels, as no print's ruling along the card's axes is, up to where lenses end. */
const PER_PIXEL_LOW = 0.5
const PER_PIXEL_HIGH = 1.35
/** One and a half bins of 128. */
const PER_PIXEL_STEP = 0.0115
/** Pictures of cards are shown upright on displays, but for the hand that took them, degrees. */
const TURN_MAX = 5
const TURN_STEP = 0.7
const TURNS = 2 * Math.round(TURN_MAX / TURN_STEP) + 1
/** Share of a frame's tiles in which a frequency must be judgeable. */
const USABLE_MIN = 0.5

export interface DisplayMatch {
  /** Mean excess over frames, ln units, where the best lattice folds to. */
  readonly excess: number
  /** Of that lattice, cycles per frame pixel. */
  readonly perPixel: number
  readonly turnDegrees: number
}

function meanExcess(tiles: readonly FoldedSpectrum[], x: number, y: number): number {
  let sum = 0
  let count = 0
  for (let i = 0; i < tiles.length; i++) {
    const excess = foldedExcess(tiles[i]!, x, y)
    if (Number.isNaN(excess)) continue
    sum += excess
    count++
  }
  return count >= USABLE_MIN * tiles.length ? sum / count : -Infinity
}

/** For every pitch and turn how well one frame's tiles fit rows across or down the card. */
function scoreFrame(tiles: readonly FoldedSpectrum[], pitches: readonly number[]): Float64Array {
  const scores = new Float64Array(pitches.length * TURNS)
  for (let i = 0; i < pitches.length; i++) {
    for (let j = 0; j < TURNS; j++) {
      const turn = (j * TURN_STEP - TURN_MAX) * DEGREE
      const x = pitches[i]! * Math.cos(turn)
      const y = pitches[i]! * Math.sin(turn)
      scores[i * TURNS + j] = Math.max(meanExcess(tiles, x, y), meanExcess(tiles, -y, x))
    }
  }
  return scores
}

/** The best of a score and its neighbours: the card shown on a display sways a little against the display. */
function around(scores: Float64Array, i: number, j: number): number {
  let best = -Infinity
  for (let di = -1; di <= 1; di++) {
    for (let dj = -1; dj <= 1; dj++) {
      if (j + dj < 0 || j + dj >= TURNS) continue
      best = Math.max(best, scores[(i + di) * TURNS + j + dj] ?? -Infinity)
    }
  }
  return best
}

/**
 * The pixel lattice, finer than the camera's own, that all frames fit best. Where it folds to differs from tile to tile and
 * from frame to frame and follows from the card's place in each, so that traces too weak to stand out alone add up.
 */
export function searchDisplay(spectra: readonly FrameSpectrum[], evidence: Evidence): DisplayMatch | null {
  const taking = spectra.flatMap(({ frame, tiles }) => {
    const card = evidence.cards[frame]
    return card ? [{ card, tiles }] : []
  })
  if (taking.length === 0) return null
  const widthPx = taking.reduce((sum, { card }) => sum + card.widthPx, 0) / taking.length
  const pitches: number[] = []
  for (let f = PER_PIXEL_LOW; f < PER_PIXEL_HIGH; f += PER_PIXEL_STEP)
    pitches.push((f * widthPx) / CARD_WIDTH_MM)
  const scores = taking.map(({ card, tiles }) =>
    scoreFrame(
      tiles.map((tile) => foldSpectrum(tile, card)),
      pitches,
    ),
  )
  let best: DisplayMatch | null = null
  for (let i = 0; i < pitches.length; i++) {
    for (let j = 0; j < TURNS; j++) {
      const excess = scores.reduce((sum, frame) => sum + around(frame, i, j), 0) / scores.length
      if (!Number.isFinite(excess) || (best !== null && excess <= best.excess)) continue
      best = {
        excess,
        perPixel: PER_PIXEL_LOW + i * PER_PIXEL_STEP,
        turnDegrees: j * TURN_STEP - TURN_MAX,
      }
    }
  }
  return best
}
