import { median } from './order-statistics.ts'
import { LIGHT_COLUMNS, LIGHT_ROWS, type FrameLight, type PatchLight } from './card-light.ts'

/** Log-chromaticity of the same patches over several frames. */
export interface ChromaticitySeries {
  /** Indices of the frames that had enough usable patches. */
  readonly frames: readonly number[]
  /** ln(R/G) and ln(B/G) per used frame: exposure cancels, since it multiplies all three channels alike. */
  readonly redGreen: Float64Array
  readonly blueGreen: Float64Array
  /** Median over patches of the deviation of one patch from the common series: how noisy the series is. */
  readonly patchNoise: number
  readonly patches: number
}

/** Added to linear light before the logarithm: below about code value 5 the encoder's own rounding decides the ratio. */
const LINEAR_FLOOR = 0.0015
/** A patch with more clipped samples than this is not used. */
const CLIPPED_MAX = 0.2
/** A patch darker than this in its brightest channel (code value about 40) is text or shadow. */
const DARK_LINEAR = 0.02
/** Share of patches a frame needs to take part. */
const FRAME_SHARE = 0.3
/** Patches that must be usable in every frame that takes part. */
export const PATCHES_MIN = 8

const isUsable = (light: PatchLight, p: number): boolean =>
  light.clipped[p]! <= CLIPPED_MAX &&
  Math.max(light.linear[3 * p]!, light.linear[3 * p + 1]!, light.linear[3 * p + 2]!) >= DARK_LINEAR

/** Card cells that are neither header, text column nor portrait edge carry no special role: all bright cells are taken. */
export const CARD_PATCHES = LIGHT_COLUMNS * LIGHT_ROWS

/**
 * Log-chromaticity over frames, the median of patches that are usable in all of them; null when fewer than two frames or
 * too few patches remain. `part` picks the card or its surroundings.
 */
export function chromaticitySeries(
  lights: readonly (FrameLight | null)[],
  part: 'card' | 'surround',
): ChromaticitySeries | null {
  const frames: number[] = []
  const used: PatchLight[] = []
  lights.forEach((light, index) => {
    if (!light) return
    const patches = light[part]
    let usable = 0
    for (let p = 0; p < patches.clipped.length; p++) if (isUsable(patches, p)) usable++
    if (usable < FRAME_SHARE * patches.clipped.length) return
    frames.push(index)
    used.push(patches)
  })
  const first = used[0]
  if (!first || used.length < 2) return null
  const common: number[] = []
  for (let p = 0; p < first.clipped.length; p++) if (used.every((light) => isUsable(light, p))) common.push(p)
  if (common.length < PATCHES_MIN) return null

  const n = used.length
  const series = ([0, 2] as const).map((channel) =>
    common.map((p) => {
      const values = used.map((light) =>
        Math.log((light.linear[3 * p + channel]! + LINEAR_FLOOR) / (light.linear[3 * p + 1]! + LINEAR_FLOOR)),
      )
      // The patch's own colour is a constant over time: without it all patches tell of the light alone.
      const own = values.reduce((sum, v) => sum + v, 0) / n
      return values.map((v) => v - own)
    }),
  )
  const deviations: number[] = []
  const [redGreen, blueGreen] = series.map((patches) => {
    const common = new Float64Array(n)
    for (let k = 0; k < n; k++) {
      common[k] = median(patches.map((values) => values[k]!))
      for (const values of patches) deviations.push(Math.abs(values[k]! - common[k]!))
    }
    return common
  })
  return {
    frames,
    redGreen: redGreen!,
    blueGreen: blueGreen!,
    patchNoise: median(deviations),
    patches: common.length,
  }
}
