import type { Evidence } from '../evidence.ts'
import { LIGHT_COLUMNS, LIGHT_ROWS, cardLight } from './card-light.ts'
import { medianOfFirst } from './order-statistics.ts'
import { oncePerEvidence } from './once-per-evidence.ts'

/** Added to linear light before a logarithm, as in the chromaticity series. */
const LINEAR_FLOOR = 0.0015
/** Cells more clipped than this have no known colour. */
const CLIPPED_MAX = 0.3
/** Cells darker than this in their brightest channel have noise for colour. */
const DARK_LINEAR = 0.012

/** How one frame lights each cell of the card, in ln units, what is common to the frame and to the cell taken away. */
interface FrameResiduals {
  readonly frame: number
  /**
   * Brightness beyond the frame's common level, its slope over the card, and the cell's own, each taken away channel by channel:
   * coloured light brightens print of its own colour more, and that is no highlight. NaN where unusable.
   */
  readonly brightness: Float64Array
  /** ln(R/G) and ln(B/G) beyond the same; NaN where unusable. */
  readonly redGreen: Float64Array
  readonly blueGreen: Float64Array
  /** Fraction of each cell that clipped. */
  readonly clipped: Float64Array
}

export interface CardAlbedo {
  /** The cell's own colour, ln(R/G) and ln(B/G) relative to the card's median, slope of the light removed; NaN unknown. */
  readonly redGreen: Float64Array
  readonly blueGreen: Float64Array
  readonly frames: readonly FrameResiduals[]
}

type Channels = readonly [Float64Array, Float64Array, Float64Array]

/** Middles of the cells, 0–1 of the card. */
const CELLS = LIGHT_COLUMNS * LIGHT_ROWS
const CELL_U = Float64Array.from({ length: CELLS }, (_, i) => ((i % LIGHT_COLUMNS) + 0.5) / LIGHT_COLUMNS)
const CELL_V = Float64Array.from(
  { length: CELLS },
  (_, i) => (Math.floor(i / LIGHT_COLUMNS) + 0.5) / LIGHT_ROWS,
)

/** Removes the least-squares plane over the card from finite values: illumination changes slowly across a card. */
function removePlane(values: Float64Array): void {
  // Normal equations in u, v centred on the grid; finite cells only.
  let n = 0
  let sumU = 0
  let sumV = 0
  let sumZ = 0
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i]!)) continue
    n++
    sumU += CELL_U[i]!
    sumV += CELL_V[i]!
    sumZ += values[i]!
  }
  if (n < 6) return
  const mu = sumU / n
  const mv = sumV / n
  const mz = sumZ / n
  let uu = 0
  let uv = 0
  let vv = 0
  let uz = 0
  let vz = 0
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i]!)) continue
    const u = CELL_U[i]! - mu
    const v = CELL_V[i]! - mv
    const z = values[i]! - mz
    uu += u * u
    uv += u * v
    vv += v * v
    uz += u * z
    vz += v * z
  }
  const determinant = uu * vv - uv * uv
  if (determinant <= 1e-9) return
  const slopeU = (vv * uz - uv * vz) / determinant
  const slopeV = (uu * vz - uv * uz) / determinant
  // What is not finite stays so.
  for (let i = 0; i < values.length; i++)
    values[i]! -= slopeU * (CELL_U[i]! - mu) + slopeV * (CELL_V[i]! - mv)
}

function finiteMedian(values: Float64Array): number {
  const finite = new Float64Array(values.length)
  let count = 0
  for (let i = 0; i < values.length; i++) if (Number.isFinite(values[i]!)) finite[count++] = values[i]!
  return medianOfFirst(finite, count)
}

/** Of each cell, the median of its finite values over the frames. */
function cellMedians(seen: readonly Float64Array[]): Float64Array {
  const medians = new Float64Array(CELLS)
  const finite = new Float64Array(seen.length)
  for (let i = 0; i < CELLS; i++) {
    let count = 0
    for (let frame = 0; frame < seen.length; frame++) {
      const value = seen[frame]![i]!
      if (Number.isFinite(value)) finite[count++] = value
    }
    medians[i] = medianOfFirst(finite, count)
  }
  return medians
}

/**
 * Splits the card's light, in ln units, into a colour of each cell (the print) and what each frame adds to it (the light).
 * Null when no frame shows the card well enough.
 */
export const cardAlbedo: (evidence: Evidence) => CardAlbedo | null = oncePerEvidence((evidence) => {
  const frames: FrameResiduals[] = []
  const channels: { readonly all: Channels; readonly lit: readonly Float64Array[] }[] = []
  cardLight(evidence).forEach((light, frame) => {
    if (!light) return
    const { linear, clipped } = light.card
    const cells = clipped.length
    const brightness = new Float64Array(cells)
    const blank = (): Float64Array => new Float64Array(cells).fill(NaN)
    const [red, green, blue] = [blank(), blank(), blank()]
    const redGreen = new Float64Array(cells).fill(NaN)
    const blueGreen = new Float64Array(cells).fill(NaN)
    for (let i = 0; i < cells; i++) {
      const r = linear[3 * i]! + LINEAR_FLOOR
      const g = linear[3 * i + 1]! + LINEAR_FLOOR
      const b = linear[3 * i + 2]! + LINEAR_FLOOR
      if (clipped[i]! > CLIPPED_MAX || Math.max(r, g, b) < DARK_LINEAR) continue
      red[i] = Math.log(r)
      green[i] = Math.log(g)
      blue[i] = Math.log(b)
      redGreen[i] = red[i]! - green[i]!
      blueGreen[i] = blue[i]! - green[i]!
    }
    const usable = green.reduce((count, v) => count + (Number.isFinite(v) ? 1 : 0), 0)
    if (usable < cells / 3) return
    /** Takes the median away and says what it was. */
    const takeMedian = (values: Float64Array): number => {
      const centre = finiteMedian(values)
      for (let i = 0; i < cells; i++) values[i]! -= centre
      return centre
    }
    const all = [red, green, blue] as const
    // A channel that the screen leaves dark has noise for a ratio.
    const lit = all.filter((values) => Math.exp(takeMedian(values)) >= DARK_LINEAR)
    takeMedian(redGreen)
    takeMedian(blueGreen)
    frames.push({ frame, brightness, redGreen, blueGreen, clipped })
    channels.push({ all, lit })
  })
  if (frames.length === 0) return null
  const own = (pick: (frame: number) => Float64Array): Float64Array => {
    const seen = frames.map((_, frame) => pick(frame))
    const cellOwn = cellMedians(seen)
    for (const values of seen) {
      for (let i = 0; i < values.length; i++) values[i]! -= cellOwn[i]!
      removePlane(values)
    }
    removePlane(cellOwn)
    return cellOwn
  }
  for (const c of [0, 1, 2] as const) own((frame) => channels[frame]!.all[c])
  for (const [frame, { lit }] of channels.entries()) {
    const { brightness } = frames[frame]!
    for (let i = 0; i < brightness.length; i++)
      brightness[i] = lit.reduce((sum, values) => sum + values[i]!, 0) / lit.length
  }
  return {
    redGreen: own((frame) => frames[frame]!.redGreen),
    blueGreen: own((frame) => frames[frame]!.blueGreen),
    frames,
  }
})
