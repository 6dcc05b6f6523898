import { SPECTRUM_COLUMNS } from '../signal/frame-spectrum.ts'
import { cardAxesInFrame, toFrameFrequency } from '../signal/frequency-vector.ts'
import type { PhotoSpectrum } from '../signal/photo-spectra.ts'
import { TILE_PX } from '../signal/spectral-tiles.ts'

const CARD_WIDTH_MM = 85.6
const CARD_HEIGHT_MM = 53.98
const MM_PER_INCH = 25.4
const DEGREE = Math.PI / 180
/** Angles of the strong inks, cyan, magenta and black (pad.md §3.3); yellow is too pale to see in luma. */
const SCREEN_ANGLES = [15, 75, 45] as const
/** Rulings of office printers and offset presses, lines per inch. */
const RULING_LOW = 90
const RULING_HIGH = 215
/** A copy is cut from its sheet as askew as this, degrees; quarter turns give the same angles. */
const TURN_MAX = 4
/** Spectra are widened by one bin, so that steps of one and a half bins at the finest ruling miss nothing. */
const RULING_FACTOR = 1.011
const TURN_STEP = 0.6
/** Folded frequencies below this, cycles per pixel, hold the face itself. */
const RADIUS_LOW = 0.08
/** Half-width, in bins, of the cross of the photo's own edges. */
const AXIS_BINS = 3
/** One bin may be a chance; it counts for no more than this, ln units. */
const EXCESS_MAX = 2.5
/** Share of the places looked at that must be judgeable. */
const USABLE_MIN = 0.5

/** One spectrum and how card frequencies map into its bins: fx = a·kx + b·ky, fy = c·kx + d·ky. */
interface Sight {
  readonly excess: Float32Array
  readonly matrix: readonly [number, number, number, number]
}

export interface HalftoneMatch {
  /** Mean excess, ln units, of the two inks that show best, where the ruling folds to in every frame. */
  readonly excess: number
  readonly linesPerInch: number
  readonly turnDegrees: number
}

/** Bins where a photo's edges or the encoder's blocks have energy of their own hold nothing: NaN. */
function maskedExcess({ excess, card }: PhotoSpectrum): Float32Array {
  const masked = Float32Array.from(excess)
  const [across, down] = cardAxesInFrame(card)
  for (let row = 0; row < TILE_PX; row++) {
    const fy = row > TILE_PX / 2 ? row - TILE_PX : row
    for (let fx = 0; fx < SPECTRUM_COLUMNS; fx++) {
      const i = row * SPECTRUM_COLUMNS + fx
      const isFace = Math.hypot(fx, fy) < RADIUS_LOW * TILE_PX
      const isEdge =
        Math.abs(fx * across.y - fy * across.x) <= AXIS_BINS ||
        Math.abs(fx * down.y - fy * down.x) <= AXIS_BINS
      const isEncoder = (fx % 16 <= 1 || fx % 16 === 15) && (row % 16 <= 1 || row % 16 === 15)
      masked[i] = isFace || isEdge || isEncoder ? NaN : Math.min(EXCESS_MAX, excess[i]!)
    }
  }
  return masked
}

function sightOf(spectrum: PhotoSpectrum): Sight {
  const alongX = toFrameFrequency({ x: 1, y: 0 }, spectrum.card, spectrum.at)
  const alongY = toFrameFrequency({ x: 0, y: 1 }, spectrum.card, spectrum.at)
  return { excess: maskedExcess(spectrum), matrix: [alongX.x, alongY.x, alongX.y, alongY.y] }
}

/** Excess where a frequency of the card, however fine, folds to; NaN where it cannot be judged. */
function foldedExcess({ excess, matrix }: Sight, kx: number, ky: number): number {
  let fx = matrix[0] * kx + matrix[1] * ky
  let fy = matrix[2] * kx + matrix[3] * ky
  fx -= Math.round(fx)
  fy -= Math.round(fy)
  if (fx < 0) {
    fx = -fx
    fy = -fy
  }
  const row = (Math.round(fy * TILE_PX) + TILE_PX) % TILE_PX
  return excess[row * SPECTRUM_COLUMNS + Math.round(fx * TILE_PX)]!
}

/** Mean excess of one ink's two rows of dots over all spectra; NaN where too few can be judged. */
function inkExcess(sights: readonly Sight[], cyclesPerMm: number, angle: number): number {
  const x = cyclesPerMm * Math.cos(angle)
  const y = cyclesPerMm * Math.sin(angle)
  let sum = 0
  let count = 0
  for (let i = 0; i < sights.length; i++) {
    const sight = sights[i]!
    const along = foldedExcess(sight, x * CARD_WIDTH_MM, y * CARD_HEIGHT_MM)
    const across = foldedExcess(sight, -y * CARD_WIDTH_MM, x * CARD_HEIGHT_MM)
    if (!Number.isNaN(along)) {
      sum += along
      count++
    }
    if (!Number.isNaN(across)) {
      sum += across
      count++
    }
  }
  return count >= 2 * USABLE_MIN * sights.length ? sum / count : NaN
}

/**
 * The ruling and turn of a halftone screen that the spectra of a photo fit best. A ruling finer than the pixels folds to
 * another frequency in every frame, and to which is known from the card's place in it: all frames are searched as one.
 */
export function searchHalftone(spectra: readonly PhotoSpectrum[]): HalftoneMatch | null {
  const sights = spectra.map(sightOf)
  let best: HalftoneMatch | null = null
  for (let ruling = RULING_LOW; ruling < RULING_HIGH; ruling *= RULING_FACTOR) {
    for (let turn = -TURN_MAX; turn <= TURN_MAX; turn += TURN_STEP) {
      let first = -Infinity
      let second = -Infinity
      for (let ink = 0; ink < SCREEN_ANGLES.length; ink++) {
        const found = inkExcess(sights, ruling / MM_PER_INCH, (SCREEN_ANGLES[ink]! + turn) * DEGREE)
        if (found > first) {
          second = first
          first = found
        } else if (found > second) second = found
      }
      const excess = (first + second) / 2
      if (excess > -Infinity && (best === null || excess > best.excess))
        best = { excess, linesPerInch: ruling, turnDegrees: turn }
    }
  }
  return best
}
