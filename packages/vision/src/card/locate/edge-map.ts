import type { WorkingImage } from './working-image.ts'

/** Thin edges of a working image. */
export interface EdgeMap {
  readonly width: number
  readonly height: number
  /** 0 where there is no edge, else 0–1: how far the gradient stands above noise, saturating so that faint edges count. */
  readonly strength: Float32Array
  /** Unit normal of the edge (direction of the gradient); meaningful where `strength` > 0. */
  readonly normalX: Float32Array
  readonly normalY: Float32Array
}

/** At least this share of a frame's pixels is featureless (card stock, table, blur); their gradient is noise. */
const NOISE_PERCENTILE = 0.4
/** A gradient this many times the noise is an edge. */
const NOISE_MULTIPLE = 2.2
/** Grey levels per pixel: below the first even a noiseless frame shows compression blocks; the second keeps edges on busy tables. */
const LEAST_THRESHOLD = 0.8
const GREATEST_THRESHOLD = 5
/** An edge this many times the threshold counts fully. */
const SATURATION_MULTIPLE = 3
/** An outline parts two areas: the level this far to both sides differs. Strokes, grids and shadow lines come back to it. */
const STEP_REACH_PX = 3
/** A step's height over its steepest gradient, after block averaging and Sobel. */
const STEP_OVER_GRADIENT = 2
const LEAST_STEP = 0.25
/** Chroma is subsampled and noisier than brightness. */
const OPPONENT_WEIGHT = 0.6

/** Edges of brightness and of colour: gradient, adaptive threshold, non-maximum suppression (Canny 1986 without hysteresis). */
export function edgeMap(working: WorkingImage): EdgeMap {
  const { width, height } = working.brightness
  const size = width * height
  const normalX = new Float32Array(size)
  const normalY = new Float32Array(size)
  const magnitude = new Float32Array(size)
  strongestGradient(working, normalX, normalY, magnitude)
  const threshold = edgeThreshold(magnitude)
  const strength = new Float32Array(size)
  const brightness = working.brightness.data
  const opponent = working.opponent.data
  const full = 1 / (threshold * SATURATION_MULTIPLE)
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const i = y * width + x
      const here = magnitude[i]!
      if (here < threshold) continue
      const nx = normalX[i]! / here
      const ny = normalY[i]! / here
      // Neighbour along the gradient, rounded to one of eight directions.
      const next =
        (Math.abs(nx) > 0.383 ? Math.sign(nx) : 0) + (Math.abs(ny) > 0.383 ? Math.sign(ny) * width : 0)
      if (here < magnitude[i + next]! || here <= magnitude[i - next]!) continue
      normalX[i] = nx
      normalY[i] = ny
      const sx = Math.round(nx * STEP_REACH_PX)
      const sy = Math.round(ny * STEP_REACH_PX)
      const ahead =
        Math.min(height - 1, Math.max(0, y + sy)) * width + Math.min(width - 1, Math.max(0, x + sx))
      const behind =
        Math.min(height - 1, Math.max(0, y - sy)) * width + Math.min(width - 1, Math.max(0, x - sx))
      const bright = Math.abs(brightness[ahead]! - brightness[behind]!)
      const colour = Math.abs(opponent[ahead]! - opponent[behind]!) * OPPONENT_WEIGHT
      const step = Math.max(bright, colour) / (here * STEP_OVER_GRADIENT)
      if (step > LEAST_STEP) strength[i] = Math.min(1, here * full) * Math.min(1, step)
    }
  }
  return { width, height, strength, normalX, normalY }
}

/** Sobel gradients of both planes; keeps, per pixel, the stronger one. */
function strongestGradient(
  working: WorkingImage,
  gx: Float32Array,
  gy: Float32Array,
  magnitude: Float32Array,
): void {
  const { width, height, data: a } = working.brightness
  const b = working.opponent.data
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const i = y * width + x
      const n = i - width
      const s = i + width
      let diagonal = a[s + 1]! - a[n - 1]!
      let counter = a[n + 1]! - a[s - 1]!
      let dx = (diagonal + counter + 2 * (a[i + 1]! - a[i - 1]!)) / 8
      let dy = (diagonal - counter + 2 * (a[s]! - a[n]!)) / 8
      let square = dx * dx + dy * dy
      diagonal = b[s + 1]! - b[n - 1]!
      counter = b[n + 1]! - b[s - 1]!
      const cx = (diagonal + counter + 2 * (b[i + 1]! - b[i - 1]!)) * (OPPONENT_WEIGHT / 8)
      const cy = (diagonal - counter + 2 * (b[s]! - b[n]!)) * (OPPONENT_WEIGHT / 8)
      const colourSquare = cx * cx + cy * cy
      if (colourSquare > square) {
        dx = cx
        dy = cy
        square = colourSquare
      }
      gx[i] = dx
      gy[i] = dy
      magnitude[i] = Math.sqrt(square)
    }
  }
}

const HISTOGRAM_BINS = 256
const HISTOGRAM_BINS_PER_LEVEL = 16

function edgeThreshold(magnitude: Float32Array): number {
  const histogram = new Uint32Array(HISTOGRAM_BINS)
  for (let i = 0; i < magnitude.length; i += 1) {
    const bin = Math.min(HISTOGRAM_BINS - 1, magnitude[i]! * HISTOGRAM_BINS_PER_LEVEL) | 0
    histogram[bin] = histogram[bin]! + 1
  }
  let left = magnitude.length * NOISE_PERCENTILE
  let bin = 0
  while (bin < HISTOGRAM_BINS - 1 && left > histogram[bin]!) {
    left -= histogram[bin]!
    bin += 1
  }
  const noise = (bin + 0.5) / HISTOGRAM_BINS_PER_LEVEL
  return Math.min(GREATEST_THRESHOLD, Math.max(LEAST_THRESHOLD, noise * NOISE_MULTIPLE))
}
