import type { Evidence } from '../evidence.ts'
import type { LocatedCard, Point } from '../card/located-card.ts'
import type { RgbImage } from '../image/image.ts'
import { oncePerEvidence } from './once-per-evidence.ts'
import { takeLogarithms } from './logarithms.ts'
import { quantile } from './order-statistics.ts'
import { powerSpectraOfPair } from './fft.ts'
import {
  TILE_PX,
  cardPosition,
  chooseTiles,
  tileAround,
  windowedLuma,
  type TilePlace,
} from './spectral-tiles.ts'

/** Tiles per frame on the card and beside it, and frames looked at: bounds the cost (pad.md §2.5 advises 20–24 and 2–3). */
const CARD_TILES = 10
const BESIDE_TILES = 2
const FRAMES = 3
/** Fewer tiles than this do not average anything out. */
const CARD_TILES_MIN = 4
const BESIDE_TILES_MIN = 2

/** Columns of a half spectrum: fx = 0 … TILE_PX/2. Rows: fy = 0 … TILE_PX−1, negative above TILE_PX/2. */
export const SPECTRUM_COLUMNS = TILE_PX / 2 + 1

/**
 * Mean over tiles of ln(power / geometric mean power at the same radius), each tile widened by one bin so that a peak that
 * perspective moves by a bin between tiles still adds up. Noise alone lies near `floor`.
 */
export interface WhitenedSpectrum {
  readonly excess: Float32Array
  readonly floor: number
  readonly tiles: number
}

/** A tile's whitened spectrum and where on the card the tile lies. */
export interface TileSpectrum {
  readonly at: Point
  readonly whitened: Float32Array
  /** What noise alone gives. */
  readonly floor: number
}

/** A tile that other frames show too, at the same place on the card. */
export interface PlacedSpectrum extends TileSpectrum {
  /** Which of the card's places, the same number in every frame. */
  readonly place: number
}

export interface FrameSpectrum {
  readonly frame: number
  readonly card: WhitenedSpectrum
  /** The tiles of `card` one by one: perspective moves a lattice's peak from tile to tile. */
  readonly tiles: readonly PlacedSpectrum[]
  readonly beside: WhitenedSpectrum | null
}

const RADIUS_OF_BIN = Uint8Array.from({ length: TILE_PX * SPECTRUM_COLUMNS }, (_, i) => {
  const fx = i % SPECTRUM_COLUMNS
  const row = Math.floor(i / SPECTRUM_COLUMNS)
  const fy = row > TILE_PX / 2 ? row - TILE_PX : row
  return Math.min(TILE_PX / 2, Math.round(Math.hypot(fx, fy)))
})

const BINS_OF_RADIUS = RADIUS_OF_BIN.reduce(
  (counts, radius) => {
    counts[radius]!++
    return counts
  },
  new Uint32Array(TILE_PX / 2 + 1),
)

/** Turns power into ln(power over its ring's geometric mean), widened by one bin each way. `room` is as large, and overwritten. */
function whiten(power: Float32Array, room: Float32Array): Float32Array {
  takeLogarithms(power)
  const means = ringMeans(power)
  for (let i = 0; i < power.length; i++) power[i]! -= means[RADIUS_OF_BIN[i]!]!
  widenAcross(power, room)
  widenDown(room, power)
  return power
}

function ringMeans(logs: Float32Array): Float64Array {
  const sums = new Float64Array(BINS_OF_RADIUS.length)
  for (let i = 0; i < logs.length; i++) sums[RADIUS_OF_BIN[i]!]! += logs[i]!
  for (let radius = 0; radius < sums.length; radius++) sums[radius]! /= BINS_OF_RADIUS[radius]!
  return sums
}

/** `Math.max` without a branch, of single-precision values exact: which of two bins of noise is greater, no processor predicts. */
const greater = (a: number, b: number): number => (a + b + Math.abs(a - b)) / 2

/** The greatest of each bin and those beside it; the spectrum ends at both sides. */
function widenAcross(logs: Float32Array, wide: Float32Array): void {
  for (let row = 0; row < logs.length; row += SPECTRUM_COLUMNS) {
    const last = row + SPECTRUM_COLUMNS - 1
    let here = logs[row]!
    let pair = here
    for (let i = row; i < last; i++) {
      const next = logs[i + 1]!
      const ahead = greater(here, next)
      wide[i] = greater(pair, next)
      here = next
      pair = ahead
    }
    wide[last] = pair
  }
}

/** The greatest of each bin and those above and below it; rows wrap. */
function widenDown(wide: Float32Array, result: Float32Array): void {
  const { length } = wide
  for (let row = 0; row < length; row += SPECTRUM_COLUMNS) {
    let above = (row + length - SPECTRUM_COLUMNS) % length
    let below = (row + SPECTRUM_COLUMNS) % length
    for (let i = row; i < row + SPECTRUM_COLUMNS; i++, above++, below++)
      result[i] = greater(greater(wide[above]!, wide[below]!), wide[i]!)
  }
}

/** Every so many bins are enough for a median, and coprime to the rows. */
const FLOOR_STEP = 7

/** What half of a whitened spectrum's bins have: the level of noise. */
export function spectrumFloor(whitened: Float32Array): number {
  const sample = new Float32Array(Math.ceil(whitened.length / FLOOR_STEP))
  for (let i = 0; i < sample.length; i++) sample[i] = whitened[i * FLOOR_STEP]!
  return quantile(sample, 0.5)
}

function combine(spectra: readonly Float32Array[]): WhitenedSpectrum {
  const excess = new Float32Array(TILE_PX * SPECTRUM_COLUMNS)
  for (const spectrum of spectra)
    for (let i = 0; i < excess.length; i++) excess[i]! += spectrum[i]! / spectra.length
  return { excess, floor: spectrumFloor(excess), tiles: spectra.length }
}

/** A tile of a frame. */
export interface FrameTile {
  readonly image: RgbImage
  readonly place: TilePlace
}

/** Whitened spectra of tiles under a window, two to a transform. */
export function whitenedSpectra(tiles: readonly FrameTile[]): Float32Array[] {
  const spectra: Float32Array[] = []
  const [lumaA, lumaB] = [new Float64Array(TILE_PX ** 2), new Float64Array(TILE_PX ** 2)]
  const room = new Float32Array(TILE_PX * SPECTRUM_COLUMNS)
  for (let i = 0; i < tiles.length; i += 2) {
    const a = tiles[i]!
    const b = tiles[i + 1]
    windowedLuma(a.image, a.place, lumaA)
    if (b) windowedLuma(b.image, b.place, lumaB)
    const [powerA, powerB] = powerSpectraOfPair(lumaA, lumaB, TILE_PX)
    spectra.push(whiten(powerA, room))
    if (b) spectra.push(whiten(powerB, room))
  }
  return spectra
}

/** Frames to look at: spread over the capture, so that the hand has moved between them. */
export function spreadFrames(evidence: Evidence): readonly number[] {
  const withCard = evidence.frames.map((frame) => frame.index).filter((index) => evidence.cards[index])
  if (withCard.length <= FRAMES) return withCard
  return Array.from(
    { length: FRAMES },
    (_, i) => withCard[Math.round((i * (withCard.length - 1)) / (FRAMES - 1))]!,
  )
}

/**
 * Whitened spectra of up to three frames that hold enough card at their own resolution. All frames show the places on the card
 * that are quietest in the first: lines of a ground differ from place to place, so only like is compared with like.
 */
export const frameSpectra: (evidence: Evidence) => readonly FrameSpectrum[] = oncePerEvidence((evidence) => {
  const result: FrameSpectrum[] = []
  let shared: readonly Point[] | null = null
  for (const index of spreadFrames(evidence)) {
    const image = evidence.frames[index]?.image
    const card = evidence.cards[index]
    if (!image || !card) continue
    const chosen = chooseTiles(image, card, shared ? 0 : CARD_TILES, BESIDE_TILES)
    shared ??= chosen.card.length < CARD_TILES_MIN ? null : chosen.card.map((place) => middleOf(place, card))
    const seen = (shared ?? []).flatMap((at, place) => {
      const tile = tileAround(image, card, at)
      return tile ? [{ at, place, tile }] : []
    })
    if (seen.length < CARD_TILES_MIN) continue
    const spectra = whitenedSpectra(
      [...seen.map(({ tile }) => tile), ...chosen.beside].map((place) => ({ image, place })),
    )
    const onCard = combine(spectra.slice(0, seen.length))
    result.push({
      frame: index,
      card: onCard,
      tiles: seen.map(({ at, place }, i) => ({ at, place, whitened: spectra[i]!, floor: onCard.floor })),
      beside: chosen.beside.length >= BESIDE_TILES_MIN ? combine(spectra.slice(seen.length)) : null,
    })
  }
  return result
})

function middleOf(place: TilePlace, card: LocatedCard): Point {
  const [x, y] = cardPosition(card.cardToFrame, place.x + TILE_PX / 2, place.y + TILE_PX / 2)
  return { x, y }
}
