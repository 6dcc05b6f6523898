import type { Plane } from '../image/image.ts'
import { boxBlur } from '../ops/box-blur.ts'
import { warpPlane } from '../ops/warp.ts'
import { multiplyHomographies } from '../ops/homography.ts'
import type { Homography } from './located-card.ts'

/** Grid on which print is compared: the text rows (4.35 % of the height apart) are 3.5 cells apart. */
const GRID_WIDTH = 128
const GRID_HEIGHT = 81
const GRID_TO_CARD: Homography = [
  1 / GRID_WIDTH,
  0,
  0.5 / GRID_WIDTH,
  0,
  1 / GRID_HEIGHT,
  0.5 / GRID_HEIGHT,
  0,
  0,
  1,
]
/** Ink is what differs from its surroundings; about one text row and its gaps. */
const SURROUNDINGS_RADIUS = 4
/** Added before the logarithm, grey levels: dark noise must not look like print. */
const LOG_OFFSET = 12
/** Contrast (natural logarithm) beyond which a cell counts no more: edges of the photo must not outweigh text. */
const CONTRAST_CLIP = 0.25
/** Layout tolerance: our sources place the rows within ± 1.2 % of the height of each other (domain notes §3.8). */
const TEMPLATE_BLUR_RADIUS = 1

interface Band {
  readonly x0: number
  readonly x1: number
  readonly y0: number
  readonly y1: number
  /** Expected ink: 1 always there, 0 left out, negative blank. */
  readonly ink: number
}

/** Where a KTP carries print (domain notes §3.8): two header lines, NIK, twelve rows of label and value, blank margins. */
const LAYOUT: readonly Band[] = [
  // Blank first; print is written over it.
  { x0: 0.03, x1: 0.97, y0: 0.02, y1: 0.04, ink: -0.7 },
  { x0: 0.03, x1: 0.22, y0: 0.04, y1: 0.18, ink: -0.7 },
  { x0: 0.78, x1: 0.97, y0: 0.04, y1: 0.2, ink: -0.7 },
  { x0: 0.03, x1: 0.66, y0: 0.17, y1: 0.2, ink: -0.5 },
  { x0: 0.015, x1: 0.035, y0: 0.03, y1: 0.97, ink: -0.7 },
  { x0: 0.035, x1: 0.66, y0: 0.2, y1: 0.81, ink: -0.4 },
  { x0: 0.035, x1: 0.66, y0: 0.815, y1: 0.97, ink: -0.7 },
  { x0: 0.94, x1: 0.985, y0: 0.2, y1: 0.97, ink: -0.7 },
  { x0: 0.66, x1: 0.94, y0: 0.86, y1: 0.97, ink: -0.7 },
  { x0: 0.3, x1: 0.7, y0: 0.05, y1: 0.1, ink: 0.8 },
  { x0: 0.28, x1: 0.72, y0: 0.11, y1: 0.165, ink: 0.8 },
  { x0: 0.05, x1: 0.66, y0: 0.2, y1: 0.272, ink: 0.8 },
  ...Array.from({ length: 12 }, (_, row): Band[] => {
    const y = 0.3 + 0.0435 * row
    const rows = { y0: y - 0.013, y1: y + 0.013 }
    return [
      { x0: 0.05, x1: 0.21, ...rows, ink: 1 },
      { x0: 0.21, x1: 0.3, ...rows, ink: 0 },
      { x0: 0.3, x1: 0.44, ...rows, ink: 0.9 },
      { x0: 0.44, x1: 0.54, ...rows, ink: 0.4 },
      { x0: 0.54, x1: 0.66, ...rows, ink: 0 },
    ]
  }).flat(),
]

/** How a quadrilateral's content agrees with a KTP's print, −1…1, one number for each way up. */
export interface LayoutAgreement {
  readonly upright: number
  readonly upsideDown: number
}

/** A frame's brightness on a logarithmic scale: print has the same contrast in light and shadow, whatever the light's colour. */
export type PrintContrast = Plane & { readonly scale: 'logarithmic' }

/** Entries of the table for each grey level: finer than the noise of an averaged pixel. */
const LOGARITHM_STEPS = 8
const LOGARITHMS = Float32Array.from({ length: 255 * LOGARITHM_STEPS + 1 }, (_, i) =>
  Math.log(i / LOGARITHM_STEPS + LOG_OFFSET),
)

/** Prepares a frame's brightness (0–255) for `layoutAgreement`. */
export function printContrast(brightness: Plane): PrintContrast {
  const { width, height, data: levels } = brightness
  const data = new Float32Array(levels.length)
  for (let i = 0; i < data.length; i += 1) data[i] = LOGARITHMS[(levels[i]! * LOGARITHM_STEPS) | 0]!
  return { width, height, data, scale: 'logarithmic' }
}

/** Compares a quadrilateral's content with the layout; `cardToPlane` maps card coordinates (0–1) to pixels of `print`. */
export function layoutAgreement(print: PrintContrast, cardToPlane: Homography): LayoutAgreement {
  const ink = inkGrid(print, cardToPlane)
  // Here only that there is print counts, dark or light: dense lines stand out as much by their gaps.
  for (let i = 0; i < ink.length; i += 1) ink[i] = Math.abs(ink[i]!)
  return correlate(boxBlur({ width: GRID_WIDTH, height: GRID_HEIGHT, data: ink }, 1).data)
}

/** How much darker than its surroundings each cell of the card's grid is, within ± `CONTRAST_CLIP`. */
function inkGrid(print: PrintContrast, cardToPlane: Homography): Float32Array {
  const card = warpPlane(print, multiplyHomographies(cardToPlane, GRID_TO_CARD), GRID_WIDTH, GRID_HEIGHT)
  const surroundings = boxBlur(card, SURROUNDINGS_RADIUS).data
  const ink = card.data
  for (let i = 0; i < ink.length; i += 1) {
    ink[i] = Math.max(-CONTRAST_CLIP, Math.min(CONTRAST_CLIP, surroundings[i]! - ink[i]!))
  }
  return ink
}

/** Weighted correlation coefficient with the template, read forwards and backwards. */
function correlate(print: Float32Array): LayoutAgreement {
  const last = print.length - 1
  let up = 0
  let down = 0
  const upSums = { weight: 0, value: 0, square: 0 }
  const downSums = { weight: 0, value: 0, square: 0 }
  for (let i = 0; i <= last; i += 1) {
    const weight = TEMPLATE.weights[i]!
    if (weight === 0) continue
    const expected = TEMPLATE.values[i]! * weight
    const here = print[i]!
    const there = print[last - i]!
    up += expected * here
    down += expected * there
    upSums.weight += weight
    upSums.value += weight * here
    upSums.square += weight * here * here
    downSums.weight += weight
    downSums.value += weight * there
    downSums.square += weight * there * there
  }
  return { upright: up / spread(upSums), upsideDown: down / spread(downSums) }
}

/** Root of the weighted sum of squared deviations, scaled by the template's; never 0. */
function spread(sums: { weight: number; value: number; square: number }): number {
  const variance = sums.square - (sums.value * sums.value) / sums.weight
  return Math.sqrt(Math.max(1e-9, variance)) * TEMPLATE.norm
}

const TEMPLATE = buildTemplate()

function buildTemplate(): { values: Float32Array; weights: Float32Array; norm: number } {
  const expected = new Float32Array(GRID_WIDTH * GRID_HEIGHT)
  const weights = new Float32Array(GRID_WIDTH * GRID_HEIGHT)
  for (const band of LAYOUT) {
    for (let y = 0; y < GRID_HEIGHT; y += 1) {
      const v = (y + 0.5) / GRID_HEIGHT
      if (v < band.y0 || v >= band.y1) continue
      for (let x = 0; x < GRID_WIDTH; x += 1) {
        const u = (x + 0.5) / GRID_WIDTH
        if (u < band.x0 || u >= band.x1) continue
        expected[y * GRID_WIDTH + x] = band.ink
        weights[y * GRID_WIDTH + x] = band.ink === 0 ? 0 : 1
      }
    }
  }
  const values = boxBlur(
    { width: GRID_WIDTH, height: GRID_HEIGHT, data: expected },
    TEMPLATE_BLUR_RADIUS,
  ).data
  // Zero weighted mean, so that a correlation is a plain weighted sum.
  let total = 0
  let sum = 0
  for (let i = 0; i < values.length; i += 1) {
    total += weights[i]!
    sum += weights[i]! * values[i]!
  }
  let squares = 0
  for (let i = 0; i < values.length; i += 1) {
    values[i] = values[i]! - sum / total
    squares += weights[i]! * values[i]! * values[i]!
  }
  return { values, weights, norm: Math.sqrt(squares) }
}

/** Rows and columns of the grid that hold the twelve rows' labels and the beginnings of their values. */
const RHYTHM_TOP = 0.275
const RHYTHM_BOTTOM = 0.805
const RHYTHM_COLUMNS = [
  [0.05, 0.2],
  [0.31, 0.42],
] as const
const ROW_PITCH = 0.0435
const FIRST_ROW = 0.3
/** The rows may be off by this share of their pitch: our sources differ by ± 1.2 % of the height, and corners are fitted to 0.1 %. */
const PHASE_STEPS = [-0.3, -0.15, 0, 0.15, 0.3]
/** Cards whose values fill many lines are set closer: down to this share of the usual pitch. */
const PITCH_SHARES = [1, 0.97, 0.94, 0.91, 0.88, 0.85]

/**
 * −1…1: how regularly text rows follow each other at a KTP's pitch or somewhat closer, the first where it should be: the correlation
 * of the ink along the card's height with a wave of that pitch. Tables, bank cards and empty paper have no such wave; other pages of
 * even lines may.
 */
export function rowRhythm(print: PrintContrast, cardToPlane: Homography): number {
  const ink = inkGrid(print, cardToPlane)
  const top = Math.round(RHYTHM_TOP * GRID_HEIGHT)
  const bottom = Math.round(RHYTHM_BOTTOM * GRID_HEIGHT)
  const rows = Array.from({ length: bottom - top }, (_, k) => {
    let sum = 0
    for (const [x0, x1] of RHYTHM_COLUMNS) {
      for (let x = Math.round(x0 * GRID_WIDTH); x < Math.round(x1 * GRID_WIDTH); x += 1)
        sum += ink[(top + k) * GRID_WIDTH + x]!
    }
    return sum
  })
  const mean = rows.reduce((sum, value) => sum + value, 0) / rows.length
  const size = Math.sqrt(rows.reduce((sum, value) => sum + (value - mean) ** 2, 0))
  if (size === 0) return 0
  const follows = (phase: number, pitch: number): number => {
    let [cross, square] = [0, 0]
    rows.forEach((value, k) => {
      const wave = Math.cos(2 * Math.PI * (((top + k + 0.5) / GRID_HEIGHT - FIRST_ROW) / pitch - phase))
      cross += wave * (value - mean)
      square += wave * wave
    })
    return cross / (size * Math.sqrt(square))
  }
  const pitches = PITCH_SHARES.map((share) => share * ROW_PITCH)
  return Math.max(...pitches.flatMap((pitch) => PHASE_STEPS.map((phase) => follows(phase, pitch))))
}
