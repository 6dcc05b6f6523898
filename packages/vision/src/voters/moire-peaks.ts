import type { LocatedCard } from '../card/located-card.ts'
import type { EncodingTraits } from '../evidence.ts'
import { SPECTRUM_COLUMNS, type WhitenedSpectrum } from '../signal/frame-spectrum.ts'
import { cardAxesInFrame, type FrequencyVector } from '../signal/frequency-vector.ts'
import { TILE_PX } from '../signal/spectral-tiles.ts'

/** Band looked at, cycles per pixel: below it lies shading and print, above it the encoder (pad.md §2.5). */
const RADIUS_LOW = 0.06
const RADIUS_HIGH = 0.46
/** Half-width of the cross of text energy along the card's axes and of the encoder's along the frame's, in bins. */
const CARD_AXIS_BINS = 4
const FRAME_AXIS_BINS = 2
/**
 * Straight edges that cross the card aslant leave rays of energy in the spectrum, lattices leave points: a point stands out
 * from everything on a ring of this radius around it, in bins.
 */
const RING_BINS = 7
const RING_OFFSETS: readonly (readonly [number, number])[] = Array.from({ length: 24 }, (_, i) => [
  Math.round(RING_BINS * Math.cos((2 * Math.PI * i) / 24)),
  Math.round(RING_BINS * Math.sin((2 * Math.PI * i) / 24)),
])
/** How far, in ln power, a point must stand above that ring. */
const PROMINENCE_MIN = 0.7
/** Peaks closer than this are one. */
const SAME_PEAK_BINS = 4

export interface SpectralPeak {
  /** Cycles per frame pixel. */
  readonly at: FrequencyVector
  /** ln power above what noise of this frame gives. */
  readonly excess: number
}

/** Below this quality harmonics of the encoder's blocks are smeared over one more bin each way. */
const FINE_QUALITY = 85

/** Whether both coordinates, bins, lie beside a harmonic of the encoder's blocks: every 8 px, and every 16 where colour is kept at half the size. */
function isOfBlocks(fx: number, fy: number, { chromaSubsampling, jpegQuality }: EncodingTraits): boolean {
  const bins = TILE_PX / (chromaSubsampling === null || chromaSubsampling === '4:4:4' ? 8 : 16)
  const reach = (jpegQuality ?? 100) < FINE_QUALITY ? 2 : 1
  return [fx, fy].every((bin) => Math.abs(bin - bins * Math.round(bin / bins)) <= reach)
}

/** Value of the spectrum at a frequency, the best of ± `slack` bins; 0 outside the band. */
export function excessAt(
  spectrum: Pick<WhitenedSpectrum, 'excess' | 'floor'>,
  at: FrequencyVector,
  slack: number,
): number {
  let fx = Math.round(at.x * TILE_PX)
  let fy = Math.round(at.y * TILE_PX)
  if (fx < 0) {
    fx = -fx
    fy = -fy
  }
  let best = 0
  for (let dy = -slack; dy <= slack; dy++) {
    for (let dx = -slack; dx <= slack; dx++) {
      const x = fx + dx
      const y = (fy + dy + TILE_PX) % TILE_PX
      if (x < 0 || x >= SPECTRUM_COLUMNS || y < 0) continue
      best = Math.max(best, spectrum.excess[y * SPECTRUM_COLUMNS + x]! - spectrum.floor)
    }
  }
  return best
}

/** The strongest peaks off the axes of card and frame, and off the harmonics of the encoder's blocks, strongest first. */
export function findPeaks(
  spectrum: WhitenedSpectrum,
  card: LocatedCard,
  count: number,
  excessMin: number,
  encoding: EncodingTraits,
): readonly SpectralPeak[] {
  const [across, down] = cardAxesInFrame(card)
  const candidates: SpectralPeak[] = []
  for (let row = 0; row < TILE_PX; row++) {
    const fy = row > TILE_PX / 2 ? row - TILE_PX : row
    for (let fx = FRAME_AXIS_BINS + 1; fx < SPECTRUM_COLUMNS; fx++) {
      const excess = spectrum.excess[row * SPECTRUM_COLUMNS + fx]! - spectrum.floor
      if (excess < excessMin || Math.abs(fy) <= FRAME_AXIS_BINS) continue
      const radius = Math.hypot(fx, fy) / TILE_PX
      if (radius < RADIUS_LOW || radius > RADIUS_HIGH) continue
      // Distance from the line through the origin along each card axis.
      if (Math.abs(fx * across.y - fy * across.x) <= CARD_AXIS_BINS) continue
      if (Math.abs(fx * down.y - fy * down.x) <= CARD_AXIS_BINS) continue
      if (isOfBlocks(fx, fy, encoding)) continue
      candidates.push({ at: { x: fx / TILE_PX, y: fy / TILE_PX }, excess })
    }
  }
  candidates.sort((a, b) => b.excess - a.excess)
  const peaks: SpectralPeak[] = []
  for (const candidate of candidates) {
    if (peaks.length >= count) break
    if (!peaks.every((peak) => binsApart(peak.at, candidate.at) > SAME_PEAK_BINS)) continue
    if (candidate.excess - ringMaximum(spectrum, candidate.at) >= PROMINENCE_MIN) peaks.push(candidate)
  }
  return peaks
}

function ringMaximum(spectrum: WhitenedSpectrum, at: FrequencyVector): number {
  let highest = 0
  for (const [dx, dy] of RING_OFFSETS) {
    const around = { x: at.x + dx / TILE_PX, y: at.y + dy / TILE_PX }
    highest = Math.max(highest, excessAt(spectrum, around, 0))
  }
  return highest
}

/** Distance of two frequencies in bins; a frequency and its mirror are the same. */
export function binsApart(a: FrequencyVector, b: FrequencyVector): number {
  return TILE_PX * Math.min(Math.hypot(a.x - b.x, a.y - b.y), Math.hypot(a.x + b.x, a.y + b.y))
}
