import { foldSpectrum, foldedExcess, type FoldedSpectrum } from '../signal/folded-spectrum.ts'
import type { PhotoSpectrum } from '../signal/photo-spectra.ts'

const MM_PER_INCH = 25.4
const DEGREE = Math.PI / 180
/** Angles of the strong inks, cyan, magenta and black (pad.md §3.3); yellow is too pale to see in luma. */
export const SCREEN_ANGLES = [15, 75, 45] as const
/** Rulings of office printers and offset presses, lines per inch. */
const RULING_LOW = 90
const RULING_HIGH = 215
/** A copy is cut from its sheet as askew as this, degrees; quarter turns give the same angles. */
const TURN_MAX = 4
/** Spectra are widened by one bin, so that steps of one and a half bins at the finest ruling miss nothing. */
const RULING_FACTOR = 1.011
const TURN_STEP = 0.6
/** Share of the places looked at that must be judgeable. */
const USABLE_MIN = 0.5

export interface HalftoneMatch {
  /** Mean excess, ln units, of the two inks that show best, where the ruling folds to in every frame. */
  readonly excess: number
  readonly linesPerInch: number
  readonly turnDegrees: number
}

/** Mean excess of one ink's two rows of dots over all spectra; NaN where too few can be judged. */
function inkExcess(sights: readonly FoldedSpectrum[], cyclesPerMm: number, angle: number): number {
  const x = cyclesPerMm * Math.cos(angle)
  const y = cyclesPerMm * Math.sin(angle)
  let sum = 0
  let count = 0
  for (let i = 0; i < sights.length; i++) {
    const sight = sights[i]!
    const along = foldedExcess(sight, x, y)
    const across = foldedExcess(sight, -y, x)
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
  const sights = spectra.map((spectrum) => foldSpectrum(spectrum, spectrum.card))
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
