import type { RgbImage } from '../../image/image.ts'
import type { Point } from '../located-card.ts'
import { sampleRgb } from './sample-rgb.ts'
import { stockLevels } from './stock-levels.ts'

/** Where, along lines across one side of a quad, the card's stock ends. */
export interface SideProfiles {
  readonly from: Point
  readonly to: Point
  /** Unit vector along which offsets are counted: out of the card. */
  readonly outward: Point
  readonly reachPx: number
  readonly samples: number
  /** 2 · reachPx + 1 offsets, from −reachPx on. */
  readonly columns: number
  /**
   * `samples` rows of `columns` values ≥ 0, grey levels per pixel: how steeply the frame leaves the stock's colour here,
   * clipped so that no sample outvotes the others.
   */
  readonly leaving: Float32Array
  /** Median of the visible samples' strongest values. */
  readonly typical: number
  /** Positions of the samples between `from` (0) and `to` (1). */
  readonly shares: Float64Array
  /** How many samples lie in the frame; the others are all 0. */
  readonly visible: number
}

const SAMPLES = 64
/** Rounded corners and a neighbour's edge are left out. */
const CORNER_SHARE = 0.07
const SHARES = Float64Array.from(
  { length: SAMPLES },
  (_, k) => CORNER_SHARE + ((1 - 2 * CORNER_SHARE) * k) / (SAMPLES - 1),
)
/** Half the distance over which the slope is taken, in half-pixels: edges in phone frames are blurred over 2–4 px. */
const HALF_BASE = 3
/** Levels are compared over this many half-pixels to both sides: beyond a printed stroke, within a narrow printed border. */
const STEP_REACH = 8
/** Values beyond this multiple of the typical one are clipped. */
const CLIP_MULTIPLE = 1.5

/**
 * Samples the frame on lines across the side from `from` to `to` of a clockwise quad. The outline is where the colour was the
 * stock's and is no longer, so text inside (which returns to the stock), lines on the table (which start elsewhere) and
 * fingers (which cover both sides) do not count.
 */
export function sideProfiles(
  image: RgbImage,
  from: Point,
  to: Point,
  reachPx: number,
  cardWidthPx: number,
): SideProfiles {
  const reach = Math.ceil(reachPx)
  const columns = 2 * reach + 1
  const length = Math.hypot(to.x - from.x, to.y - from.y)
  const outward = { x: (to.y - from.y) / length, y: -(to.x - from.x) / length }
  const stock = stockLevels(image, from, to, outward, cardWidthPx, SAMPLES, CORNER_SHARE)
  const leaving = new Float32Array(SAMPLES * columns)
  const strongest = new Float32Array(SAMPLES)
  const positions = 2 * columns + 2 * STEP_REACH
  const distances = new Float32Array(positions)
  const sums = new Float64Array(positions + 1)
  const rgb = new Float32Array(3)
  let visible = 0
  for (let k = 0; k < SAMPLES; k += 1) {
    const t = SHARES[k]!
    const baseX = from.x + (to.x - from.x) * t
    const baseY = from.y + (to.y - from.y) * t
    if (!(baseX >= 0 && baseY >= 0 && baseX <= image.width - 1 && baseY <= image.height - 1)) continue
    visible += 1
    const [red, green, blue] = [stock[k * 3]!, stock[k * 3 + 1]!, stock[k * 3 + 2]!]
    for (let i = 0; i < positions; i += 1) {
      const offset = (i - STEP_REACH) / 2 - reach
      sampleRgb(image, baseX + outward.x * offset, baseY + outward.y * offset, rgb)
      const dr = rgb[0]! - red
      const dg = rgb[1]! - green
      const db = rgb[2]! - blue
      const distance = Math.sqrt(dr * dr + dg * dg + db * db)
      distances[i] = distance
      sums[i + 1] = sums[i]! + distance
    }
    for (let column = 0; column < columns; column += 1) {
      const middle = 2 * column + STEP_REACH
      const slope = distances[middle + HALF_BASE]! - distances[middle - HALF_BASE]!
      const outer = sums[middle + STEP_REACH + 1]! - sums[middle + 2]!
      const inner = sums[middle - 1]! - sums[middle - STEP_REACH]!
      // A sharp step measures its whole height both ways; whatever is steeper than its step is a stroke.
      const value = Math.max(0, Math.min(slope, (outer - inner) / (STEP_REACH - 1))) / HALF_BASE
      leaving[k * columns + column] = value
      if (value > strongest[k]!) strongest[k] = value
    }
  }
  // Samples outside the frame are 0 and sort first.
  const typical = strongest.sort()[Math.min(SAMPLES - 1, SAMPLES - (visible >> 1))]!
  const clip = typical * CLIP_MULTIPLE
  for (let i = 0; i < leaving.length; i += 1) leaving[i] = Math.min(clip, leaving[i]!)
  return {
    from,
    to,
    outward,
    reachPx: reach,
    samples: SAMPLES,
    columns,
    leaving,
    typical,
    shares: SHARES,
    visible,
  }
}
