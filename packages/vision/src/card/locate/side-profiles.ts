import type { RgbImage } from '../../image/image.ts'
import type { Point } from '../located-card.ts'

/** Gradients across one side of a quad, sampled at pixel steps. */
export interface SideProfiles {
  readonly from: Point
  readonly to: Point
  /** Unit vector along which offsets are counted. */
  readonly normal: Point
  readonly reachPx: number
  readonly samples: number
  /** 2 · reachPx + 1 offsets, from −reachPx on. */
  readonly columns: number
  /** `samples` rows of `columns` gradients, ≥ 0, grey levels per pixel, clipped so that no sample outvotes the others. */
  readonly gradient: Float32Array
  /** Median of the samples' strongest gradients. */
  readonly typical: number
  /** Position of sample k between `from` (0) and `to` (1). */
  share(k: number): number
}

const SAMPLES = 64
/** Rounded corners and a neighbour's edge are left out. */
const CORNER_SHARE = 0.07
/** Half the distance over which the difference is taken: printed edges in phone frames are blurred over 2–4 px. */
const HALF_BASE_PX = 1.5
/** Colour differences count where brightness shows none. */
const OPPONENT_WEIGHT = 0.6
/** Gradients beyond this multiple of the typical one are clipped. */
const CLIP_MULTIPLE = 1.5

/** Samples the frame on lines across the side from `from` to `to`. */
export function sideProfiles(image: RgbImage, from: Point, to: Point, reachPx: number): SideProfiles {
  const reach = Math.ceil(reachPx)
  const columns = 2 * reach + 1
  const length = Math.hypot(to.x - from.x, to.y - from.y)
  const normal = { x: (to.y - from.y) / length, y: -(to.x - from.x) / length }
  const gradient = new Float32Array(SAMPLES * columns)
  const strongest = new Float32Array(SAMPLES)
  // Half-pixel steps, so that a difference over 3 px is centred on a sample.
  const positions = 2 * columns + 4
  const brightness = new Float32Array(positions)
  const opponent = new Float32Array(positions)
  const span = Math.round(HALF_BASE_PX * 2)
  for (let k = 0; k < SAMPLES; k += 1) {
    const t = shareOf(k)
    const baseX = from.x + (to.x - from.x) * t
    const baseY = from.y + (to.y - from.y) * t
    for (let i = 0; i < positions; i += 1) {
      const offset = (i - span) / 2 - reach
      sample(image, baseX + normal.x * offset, baseY + normal.y * offset, i, brightness, opponent)
    }
    for (let column = 0; column < columns; column += 1) {
      const i = 2 * column
      const bright = Math.abs(brightness[i + 2 * span]! - brightness[i]!)
      const colour = Math.abs(opponent[i + 2 * span]! - opponent[i]!) * OPPONENT_WEIGHT
      const value = Math.max(bright, colour) / (2 * HALF_BASE_PX)
      gradient[k * columns + column] = value
      if (value > strongest[k]!) strongest[k] = value
    }
  }
  const typical = Float32Array.from(strongest).sort()[SAMPLES >> 1]!
  const clip = typical * CLIP_MULTIPLE
  for (let i = 0; i < gradient.length; i += 1) gradient[i] = Math.min(clip, gradient[i]!)
  return { from, to, normal, reachPx: reach, samples: SAMPLES, columns, gradient, typical, share: shareOf }
}

function shareOf(k: number): number {
  return CORNER_SHARE + ((1 - 2 * CORNER_SHARE) * k) / (SAMPLES - 1)
}

function sample(
  image: RgbImage,
  x: number,
  y: number,
  at: number,
  brightness: Float32Array,
  opponent: Float32Array,
): void {
  const { width, height, data } = image
  const u = Math.min(width - 1.001, Math.max(0, x))
  const v = Math.min(height - 1.001, Math.max(0, y))
  const column = u | 0
  const row = v | 0
  const fx = u - column
  const fy = v - row
  const i = (row * width + column) * 3
  const j = i + width * 3
  const nw = (1 - fx) * (1 - fy)
  const ne = fx * (1 - fy)
  const sw = (1 - fx) * fy
  const se = fx * fy
  const red = nw * data[i]! + ne * data[i + 3]! + sw * data[j]! + se * data[j + 3]!
  const green = nw * data[i + 1]! + ne * data[i + 4]! + sw * data[j + 1]! + se * data[j + 4]!
  const blue = nw * data[i + 2]! + ne * data[i + 5]! + sw * data[j + 2]! + se * data[j + 5]!
  brightness[at] = (red + green + blue) / 3
  opponent[at] = red - blue
}
