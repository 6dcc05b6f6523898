import type { RgbImage } from '../image/image.ts'
import type { Evidence } from '../evidence.ts'
import { oncePerEvidence } from './once-per-evidence.ts'

/** Side of the square whose noise is compared, frame pixels. */
const PATCH_PX = 32
/** Extra pixels on each side in which the same noise is searched: registration by the outline is good to about 2 px. */
const SEARCH_PX = 3
const FIELD_PX = PATCH_PX + 2 * SEARCH_PX
/** Shifts across, and as many down; the middle one is none. */
const SHIFTS = 2 * SEARCH_PX + 1
const CENTRE = SEARCH_PX * SHIFTS + SEARCH_PX
/** Candidate centres across and down the card, and how many of the flattest are kept. */
const GRID_COLUMNS = 10
const GRID_ROWS = 7
const KEPT = 12
/** Mean code values between which noise is neither clipped nor crushed. */
const MEAN_LOW = 35
const MEAN_HIGH = 235

/** One place on the card that is flat in the reference frame, in card coordinates. */
interface FlatPlace {
  readonly u: number
  readonly v: number
}

/** Room for the largest square's luma and its differences across, which every square overwrites: most of them are dropped at once. */
const PADDED_PX = FIELD_PX + 2
const lumaOfSquare = new Float64Array(PADDED_PX * PADDED_PX)
const differencesAcross = new Float64Array(PADDED_PX * FIELD_PX)

/** Finest-scale residual of a square of luma: second differences across and down, so that shading and edges drop out. */
function residualField(image: RgbImage, centreX: number, centreY: number, side: number): Float64Array | null {
  const { data, width, height } = image
  const x0 = Math.round(centreX) - side / 2
  const y0 = Math.round(centreY) - side / 2
  if (!(x0 >= 1 && y0 >= 1 && x0 + side + 1 <= width && y0 + side + 1 <= height)) return null
  const padded = side + 2
  // Whole numbers until the end: thousandths of a code value.
  const luma = lumaOfSquare
  let sum = 0
  for (let y = 0, i = 0; y < padded; y++) {
    // Rounded numbers are still floating ones to the compiler, and indices made of them slow.
    let at = (3 * ((y0 - 1 + y) * width + x0 - 1)) | 0
    for (const end = i + padded; i < end; i++, at += 3) {
      const value = 299 * data[at]! + 587 * data[at + 1]! + 114 * data[at + 2]!
      luma[i] = value
      sum += value
    }
  }
  const mean = sum / 1000 / (padded * padded)
  if (mean < MEAN_LOW || mean > MEAN_HIGH) return null
  const across = differencesAcross
  for (let y = 0, i = 0; y < padded; y++) {
    let at = y * padded + 1
    for (const end = i + side; i < end; i++, at++) across[i] = luma[at - 1]! - 2 * luma[at]! + luma[at + 1]!
  }
  const residual = new Float64Array(side * side)
  for (let i = 0; i < residual.length; i++)
    residual[i] = (across[i]! - 2 * across[i + side]! + across[i + 2 * side]!) / 6000
  return residual
}

function flatPlaces(evidence: Evidence, frame: number): readonly FlatPlace[] {
  const image = evidence.frames[frame]?.image
  const card = evidence.cards[frame]
  if (!image || !card) return []
  const h = card.cardToFrame
  const ranked: { place: FlatPlace; energy: number }[] = []
  for (let row = 0; row < GRID_ROWS; row++) {
    for (let column = 0; column < GRID_COLUMNS; column++) {
      const u = (column + 0.7) / (GRID_COLUMNS + 0.4)
      const v = (row + 0.7) / (GRID_ROWS + 0.4)
      const w = h[6] * u + h[7] * v + h[8]
      const field = residualField(
        image,
        (h[0] * u + h[1] * v + h[2]) / w,
        (h[3] * u + h[4] * v + h[5]) / w,
        PATCH_PX,
      )
      if (!field) continue
      ranked.push({ place: { u, v }, energy: sumOfSquares(field) })
    }
  }
  // The least fine structure: there, what remains is noise and not print.
  return ranked
    .sort((a, b) => a.energy - b.energy)
    .slice(0, KEPT)
    .map(({ place }) => place)
}

/** Residuals of the same flat places in every frame: the inner square and the wider field it is searched in. */
export interface NoiseField {
  readonly inner: Float64Array
  readonly field: Float64Array
  /** Sum of squares of the field's inner square moved by each shift. */
  readonly energies: Float64Array
}

/** Per frame, per flat place; null where the place is outside, clipped or the frame has no card. */
export const noiseFields: (evidence: Evidence) => readonly (readonly (NoiseField | null)[])[] =
  oncePerEvidence((evidence) => {
    const reference = evidence.cards[evidence.bestFrame]
      ? evidence.bestFrame
      : evidence.cards.findIndex(Boolean)
    const places = reference < 0 ? [] : flatPlaces(evidence, reference)
    return evidence.frames.map((frame, index) => {
      const h = evidence.cards[index]?.cardToFrame
      return places.map(({ u, v }) => {
        if (!h) return null
        const w = h[6] * u + h[7] * v + h[8]
        const x = (h[0] * u + h[1] * v + h[2]) / w
        const y = (h[3] * u + h[4] * v + h[5]) / w
        const field = residualField(frame.image, x, y, FIELD_PX)
        if (!field) return null
        const inner = new Float64Array(PATCH_PX * PATCH_PX)
        for (let row = 0; row < PATCH_PX; row++) {
          inner.set(
            field.subarray(
              (row + SEARCH_PX) * FIELD_PX + SEARCH_PX,
              (row + SEARCH_PX) * FIELD_PX + SEARCH_PX + PATCH_PX,
            ),
            row * PATCH_PX,
          )
        }
        return { inner, field, energies: shiftedEnergies(field) }
      })
    })
  })

/** Highest correlation of `a`'s inner square within `b`'s field over all whole-pixel shifts; 0 when either is blank. */
export function bestNoiseCorrelation(a: NoiseField, b: NoiseField): number {
  let best = 0
  const products = new Float64Array(SHIFTS)
  for (let dy = 0; dy < SHIFTS; dy++) {
    multiplyShifted(a.inner, b.field, dy, products)
    for (let dx = 0; dx < SHIFTS; dx++) {
      const energy = a.energies[CENTRE]! * b.energies[dy * SHIFTS + dx]!
      if (energy > 0) best = Math.max(best, products[dx]! / Math.sqrt(energy))
    }
  }
  return best
}

/** Sums of products of an inner square with the parts of a field that lie `dy` down and each of the seven shifts across, all at once. */
function multiplyShifted(inner: Float64Array, field: Float64Array, dy: number, products: Float64Array): void {
  let sum0 = 0
  let sum1 = 0
  let sum2 = 0
  let sum3 = 0
  let sum4 = 0
  let sum5 = 0
  let sum6 = 0
  for (let y = 0, i = 0; y < PATCH_PX; y++) {
    let at = (y + dy) * FIELD_PX
    for (const end = i + PATCH_PX; i < end; i++, at++) {
      const value = inner[i]!
      sum0 += value * field[at]!
      sum1 += value * field[at + 1]!
      sum2 += value * field[at + 2]!
      sum3 += value * field[at + 3]!
      sum4 += value * field[at + 4]!
      sum5 += value * field[at + 5]!
      sum6 += value * field[at + 6]!
    }
  }
  products[0] = sum0
  products[1] = sum1
  products[2] = sum2
  products[3] = sum3
  products[4] = sum4
  products[5] = sum5
  products[6] = sum6
}

/** Sums of squares of a field's squares at every shift: by running sums down and then across. */
function shiftedEnergies(field: Float64Array): Float64Array {
  const down = new Float64Array(SHIFTS * FIELD_PX)
  for (let x = 0; x < FIELD_PX; x++) {
    let sum = 0
    for (let y = 0; y < PATCH_PX; y++) sum += field[y * FIELD_PX + x]! ** 2
    for (let dy = 0; dy < SHIFTS; dy++) {
      down[dy * FIELD_PX + x] = sum
      if (dy + 1 < SHIFTS) sum += field[(dy + PATCH_PX) * FIELD_PX + x]! ** 2 - field[dy * FIELD_PX + x]! ** 2
    }
  }
  const energies = new Float64Array(SHIFTS * SHIFTS)
  for (let dy = 0; dy < SHIFTS; dy++) {
    for (let dx = 0; dx < SHIFTS; dx++) {
      let sum = 0
      for (let x = dx; x < dx + PATCH_PX; x++) sum += down[dy * FIELD_PX + x]!
      energies[dy * SHIFTS + dx] = sum
    }
  }
  return energies
}

/** Root mean square of a residual square, in code values of noise (the filter's gain is one for white noise). */
export function noiseLevel({ inner, energies }: NoiseField): number {
  return Math.sqrt(energies[CENTRE]! / inner.length)
}

function sumOfSquares(values: Float64Array): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]! * values[i]!
  return sum
}
