import type { LocatedCard } from '../card/located-card.ts'
import { SPECTRUM_COLUMNS, type TileSpectrum } from './frame-spectrum.ts'
import { cardAxesInFrame, toFrameFrequency } from './frequency-vector.ts'
import { TILE_PX } from './spectral-tiles.ts'

const CARD_WIDTH_MM = 85.6
const CARD_HEIGHT_MM = 53.98
/** Frequencies below this, cycles per pixel, hold what the picture shows. */
const RADIUS_LOW = 0.08
/** Half-width, in bins, of the cross of edges along the card. */
const AXIS_BINS = 3
/** JPEG blocks repeat every 8 px. */
const BLOCK_BINS = TILE_PX / 8
/** One bin may be a chance; it counts for no more than this, ln units. */
const EXCESS_MAX = 2.5

/** A tile's spectrum seen from the card. */
export interface FoldedSpectrum {
  /** NaN where the picture, its edges or the encoder have energy of their own. */
  readonly excess: Float32Array
  /** Takes cycles per millimetre on the card to cycles per frame pixel, row-major. */
  readonly toFrame: readonly [number, number, number, number]
}

const isNearMultiple = (bin: number): boolean =>
  Math.abs(bin - BLOCK_BINS * Math.round(bin / BLOCK_BINS)) <= 1

/** 1 where the picture or the encoder has energy of its own, whatever the card's place in the frame. */
const HAS_OWN_ENERGY = Uint8Array.from({ length: TILE_PX * SPECTRUM_COLUMNS }, (_, i) => {
  const fx = i % SPECTRUM_COLUMNS
  const row = Math.floor(i / SPECTRUM_COLUMNS)
  const fy = row > TILE_PX / 2 ? row - TILE_PX : row
  const isPicture = Math.hypot(fx, fy) < RADIUS_LOW * TILE_PX
  return isPicture || (isNearMultiple(fx) && isNearMultiple(fy)) ? 1 : 0
})

export function foldSpectrum({ at, whitened, floor }: TileSpectrum, card: LocatedCard): FoldedSpectrum {
  const masked = new Float32Array(whitened.length)
  const [across, down] = cardAxesInFrame(card)
  for (let row = 0; row < TILE_PX; row++) {
    const fy = row > TILE_PX / 2 ? row - TILE_PX : row
    for (let fx = 0; fx < SPECTRUM_COLUMNS; fx++) {
      const i = row * SPECTRUM_COLUMNS + fx
      const isEdge =
        Math.abs(fx * across.y - fy * across.x) <= AXIS_BINS ||
        Math.abs(fx * down.y - fy * down.x) <= AXIS_BINS
      masked[i] = HAS_OWN_ENERGY[i] === 1 || isEdge ? NaN : Math.min(EXCESS_MAX, whitened[i]! - floor)
    }
  }
  const x = toFrameFrequency({ x: CARD_WIDTH_MM, y: 0 }, card, at)
  const y = toFrameFrequency({ x: 0, y: CARD_HEIGHT_MM }, card, at)
  return { excess: masked, toFrame: [x.x, y.x, x.y, y.y] }
}

/** Excess where a frequency of the card, cycles per millimetre and however fine, folds to; NaN where it cannot be judged. */
export function foldedExcess({ excess, toFrame }: FoldedSpectrum, x: number, y: number): number {
  let fx = toFrame[0] * x + toFrame[1] * y
  let fy = toFrame[2] * x + toFrame[3] * y
  fx -= Math.round(fx)
  fy -= Math.round(fy)
  if (fx < 0) {
    fx = -fx
    fy = -fy
  }
  const row = (Math.round(fy * TILE_PX) + TILE_PX) % TILE_PX
  return excess[row * SPECTRUM_COLUMNS + Math.round(fx * TILE_PX)]!
}
