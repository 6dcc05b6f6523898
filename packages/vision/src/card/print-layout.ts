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
/** Grey level from which a cell may be glare, under which print cannot be seen and its absence means nothing. */
const GLARE_LEVEL = 240
/** Paper that is blown out still shows its print: where this share of the cells around is inked so much, it is no glare. */
const INKED = 0.1
const INKED_SHARE = 0.03
/** Of the template at least this much must be visible. */
const LEAST_VISIBLE_SHARE = 0.5
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
const GLARE_LOG = Math.log(GLARE_LEVEL + LOG_OFFSET)
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
  const { ink, isGlare } = inkGrid(print, cardToPlane)
  // Here only that there is print counts, dark or light: dense lines stand out as much by their gaps.
  for (let i = 0; i < ink.length; i += 1) ink[i] = Math.abs(ink[i]!)
  const smooth = boxBlur({ width: GRID_WIDTH, height: GRID_HEIGHT, data: ink }, 1).data
  const agreementOf = (values: Float32Array, glare: Uint8Array): number =>
    correlate(TEMPLATE.values, values, eitherOf(TEMPLATE.isOpen, glare), TEMPLATE.cells)
  return {
    upright: agreementOf(smooth, isGlare),
    upsideDown: agreementOf(smooth.toReversed(), isGlare.toReversed()),
  }
}

const eitherOf = (a: Uint8Array, b: Uint8Array): Uint8Array => a.map((flag, i) => flag | b[i]!)

interface InkGrid {
  /** How much darker than its surroundings each cell of the card's grid is, within ± `CONTRAST_CLIP`. */
  readonly ink: Float32Array
  /** 1 where glare hides what a cell holds. */
  readonly isGlare: Uint8Array
}

function inkGrid(print: PrintContrast, cardToPlane: Homography): InkGrid {
  const card = warpPlane(print, multiplyHomographies(cardToPlane, GRID_TO_CARD), GRID_WIDTH, GRID_HEIGHT)
  const surroundings = boxBlur(card, SURROUNDINGS_RADIUS).data
  const ink = card.data
  const inked = ink.map((level, i) => (surroundings[i]! - level > INKED ? 1 : 0))
  const inkedAround = boxBlur({ ...card, data: inked }, SURROUNDINGS_RADIUS).data
  const isGlare = new Uint8Array(ink.length)
  for (let i = 0; i < ink.length; i += 1) {
    if (surroundings[i]! >= GLARE_LOG && inkedAround[i]! < INKED_SHARE) isGlare[i] = 1
    ink[i] = Math.max(-CONTRAST_CLIP, Math.min(CONTRAST_CLIP, surroundings[i]! - ink[i]!))
  }
  return { ink, isGlare }
}

/** Correlation coefficient of two grids where nothing is hidden; 0 where that is less than half of `cells`. */
function correlate(a: Float32Array, b: Float32Array, isHidden: Uint8Array, cells: number): number {
  let [n, sumA, sumB, sumAA, sumBB, sumAB] = [0, 0, 0, 0, 0, 0]
  for (let i = 0; i < a.length; i += 1) {
    if (isHidden[i] === 1) continue
    const p = a[i]!
    const q = b[i]!
    n += 1
    sumA += p
    sumB += q
    sumAA += p * p
    sumBB += q * q
    sumAB += p * q
  }
  if (n < LEAST_VISIBLE_SHARE * cells) return 0
  const variance = (sumAA - (sumA * sumA) / n) * (sumBB - (sumB * sumB) / n)
  return variance > 0 ? (sumAB - (sumA * sumB) / n) / Math.sqrt(variance) : 0
}

const TEMPLATE = buildTemplate()

interface Template {
  readonly values: Float32Array
  /** 1 where a KTP may carry print or not. */
  readonly isOpen: Uint8Array
  /** Those that are not open. */
  readonly cells: number
}

function buildTemplate(): Template {
  const expected = new Float32Array(GRID_WIDTH * GRID_HEIGHT)
  const isOpen = new Uint8Array(GRID_WIDTH * GRID_HEIGHT).fill(1)
  for (const band of LAYOUT) {
    for (let y = 0; y < GRID_HEIGHT; y += 1) {
      const v = (y + 0.5) / GRID_HEIGHT
      if (v < band.y0 || v >= band.y1) continue
      for (let x = 0; x < GRID_WIDTH; x += 1) {
        const u = (x + 0.5) / GRID_WIDTH
        if (u < band.x0 || u >= band.x1) continue
        expected[y * GRID_WIDTH + x] = band.ink
        isOpen[y * GRID_WIDTH + x] = band.ink === 0 ? 1 : 0
      }
    }
  }
  const values = boxBlur(
    { width: GRID_WIDTH, height: GRID_HEIGHT, data: expected },
    TEMPLATE_BLUR_RADIUS,
  ).data
  return { values, isOpen, cells: isOpen.filter((open) => open === 0).length }
}

/**
 * −1…1: correlation of the print in two frames, place by place on the card, where glare hides neither. Simulated, the same card
 * has 0.9 and more whatever the light's colours, another card 0.65 at most.
 */
export function printAgreement(
  a: PrintContrast,
  cardToA: Homography,
  b: PrintContrast,
  cardToB: Homography,
): number {
  const [first, second] = [inkGrid(a, cardToA), inkGrid(b, cardToB)]
  return correlate(first.ink, second.ink, eitherOf(first.isGlare, second.isGlare), first.ink.length)
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
  const { ink, isGlare } = inkGrid(print, cardToPlane)
  const top = Math.round(RHYTHM_TOP * GRID_HEIGHT)
  const bottom = Math.round(RHYTHM_BOTTOM * GRID_HEIGHT)
  const rows = Array.from({ length: bottom - top }, (_, k): readonly [row: number, ink: number] => {
    let [sum, seen] = [0, 0]
    for (const [x0, x1] of RHYTHM_COLUMNS) {
      for (let x = Math.round(x0 * GRID_WIDTH); x < Math.round(x1 * GRID_WIDTH); x += 1) {
        const i = (top + k) * GRID_WIDTH + x
        if (isGlare[i] === 1) continue
        sum += ink[i]!
        seen += 1
      }
    }
    return [top + k, sum / seen]
  }).filter(([, value]) => Number.isFinite(value))
  if (rows.length < LEAST_VISIBLE_SHARE * (bottom - top)) return 0
  const mean = rows.reduce((sum, [, value]) => sum + value, 0) / rows.length
  const size = Math.sqrt(rows.reduce((sum, [, value]) => sum + (value - mean) ** 2, 0))
  if (size === 0) return 0
  const follows = (phase: number, pitch: number): number => {
    let [cross, square] = [0, 0]
    for (const [row, value] of rows) {
      const wave = Math.cos(2 * Math.PI * (((row + 0.5) / GRID_HEIGHT - FIRST_ROW) / pitch - phase))
      cross += wave * (value - mean)
      square += wave * wave
    }
    return cross / (size * Math.sqrt(square))
  }
  const pitches = PITCH_SHARES.map((share) => share * ROW_PITCH)
  return Math.max(...pitches.flatMap((pitch) => PHASE_STEPS.map((phase) => follows(phase, pitch))))
}
