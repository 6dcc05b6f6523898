import type { Evidence } from '../evidence.ts'
import { LIGHT_COLUMNS, LIGHT_ROWS, cardLight } from './card-light.ts'
import { median } from './order-statistics.ts'
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

/** Removes the least-squares plane over the card from finite values: illumination changes slowly across a card. */
function removePlane(values: Float64Array): void {
  // Normal equations in u, v centred on the grid; finite cells only.
  let n = 0
  const sums = { u: 0, v: 0, z: 0 }
  forEachFinite(values, (u, v, z) => {
    n++
    sums.u += u
    sums.v += v
    sums.z += z
  })
  if (n < 6) return
  const [mu, mv, mz] = [sums.u / n, sums.v / n, sums.z / n]
  let [uu, uv, vv, uz, vz] = [0, 0, 0, 0, 0]
  forEachFinite(values, (u, v, z) => {
    uu += (u - mu) ** 2
    uv += (u - mu) * (v - mv)
    vv += (v - mv) ** 2
    uz += (u - mu) * (z - mz)
    vz += (v - mv) * (z - mz)
  })
  const determinant = uu * vv - uv * uv
  if (determinant <= 1e-9) return
  const slopeU = (vv * uz - uv * vz) / determinant
  const slopeV = (uu * vz - uv * uz) / determinant
  forEachFinite(values, (u, v, _z, i) => {
    values[i]! -= slopeU * (u - mu) + slopeV * (v - mv)
  })
}

function forEachFinite(
  values: Float64Array,
  visit: (u: number, v: number, z: number, i: number) => void,
): void {
  for (let i = 0; i < values.length; i++) {
    const z = values[i]!
    if (!Number.isFinite(z)) continue
    visit(
      ((i % LIGHT_COLUMNS) + 0.5) / LIGHT_COLUMNS,
      (Math.floor(i / LIGHT_COLUMNS) + 0.5) / LIGHT_ROWS,
      z,
      i,
    )
  }
}

const finiteMedian = (values: Float64Array): number => median(values.filter((v) => Number.isFinite(v)))

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
      redGreen[i] = Math.log(r / g)
      blueGreen[i] = Math.log(b / g)
    }
    const usable = green.reduce((count, v) => count + (Number.isFinite(v) ? 1 : 0), 0)
    if (usable < cells / 3) return
    // A channel that the screen leaves dark has noise for a ratio.
    const lit = [red, green, blue].filter((values) => Math.exp(finiteMedian(values)) >= DARK_LINEAR)
    for (const values of [red, green, blue, redGreen, blueGreen]) {
      const centre = finiteMedian(values)
      for (let i = 0; i < cells; i++) values[i]! -= centre
    }
    frames.push({ frame, brightness, redGreen, blueGreen, clipped })
    channels.push({ all: [red, green, blue], lit })
  })
  if (frames.length === 0) return null
  const own = (pick: (frame: number) => Float64Array): Float64Array => {
    const seen = frames.map((_, frame) => pick(frame))
    const cellOwn = seen[0]!.map((_, i) => finiteMedian(Float64Array.from(seen, (values) => values[i]!)))
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
