import { median } from './order-statistics.ts'
import type { FrameLight, PatchLight } from './card-light.ts'

/** Log-chromaticity of the same patches over several frames. */
export interface ChromaticitySeries {
  /** Indices of the frames that had enough usable patches. */
  readonly frames: readonly number[]
  /** ln(R/G) and ln(B/G) per used frame: exposure cancels, since it multiplies all three channels alike. */
  readonly redGreen: Float64Array
  readonly blueGreen: Float64Array
  /** The same two series of every patch that was usable in all frames, each less its own mean. */
  readonly patches: readonly ChromaticityPatch[]
}

interface ChromaticityPatch {
  /** Index into the patches of a frame's light. */
  readonly place: number
  readonly redGreen: readonly number[]
  readonly blueGreen: readonly number[]
  /** The means taken away: the patch's own colour under the mean light. */
  readonly ownRedGreen: number
  readonly ownBlueGreen: number
}

/** Added to linear light before the logarithm: below about code value 5 the encoder's own rounding decides the ratio. */
const LINEAR_FLOOR = 0.0015
/** A patch with more clipped samples than this is not used. */
const CLIPPED_MAX = 0.2
/** A patch darker than this in its brightest channel (code value about 40) is text or shadow. */
const DARK_LINEAR = 0.02
/** Patches that must be usable in every frame that takes part. */
const PATCHES_MIN = 8

const isUsable = (light: PatchLight, p: number): boolean =>
  light.clipped[p]! <= CLIPPED_MAX &&
  Math.max(light.linear[3 * p]!, light.linear[3 * p + 1]!, light.linear[3 * p + 2]!) >= DARK_LINEAR

/**
 * Log-chromaticity over frames, the median of patches that are usable in all of them; null when fewer than two frames or
 * too few patches remain. `part` picks the card or its surroundings.
 */
export function chromaticitySeries(
  lights: readonly (FrameLight | null)[],
  part: 'card' | 'surround',
): ChromaticitySeries | null {
  let taking = lights.flatMap((light, index) => {
    if (!light) return []
    const patches = light[part]
    const usable: number[] = []
    for (let p = 0; p < patches.clipped.length; p++) if (isUsable(patches, p)) usable.push(p)
    return usable.length < PATCHES_MIN ? [] : [{ index, patches, usable: new Set(usable) }]
  })
  const commonOf = (frames: typeof taking): number[] =>
    [...(frames[0]?.usable ?? [])].filter((p) => frames.every((frame) => frame.usable.has(p)))
  let common = commonOf(taking)
  // A frame that clipped nearly everywhere would leave nothing in common: it is dropped before the others suffer.
  while (common.length < PATCHES_MIN && taking.length > 2) {
    const poorest = taking.reduce((a, b) => (b.usable.size < a.usable.size ? b : a))
    taking = taking.filter((frame) => frame !== poorest)
    common = commonOf(taking)
  }
  if (taking.length < 2 || common.length < PATCHES_MIN) return null
  const frames = taking.map((frame) => frame.index)
  const used = taking.map((frame) => frame.patches)

  const n = used.length
  const series = ([0, 2] as const).map((channel) =>
    common.map((p) => {
      const values = used.map((light) =>
        Math.log((light.linear[3 * p + channel]! + LINEAR_FLOOR) / (light.linear[3 * p + 1]! + LINEAR_FLOOR)),
      )
      // The patch's own colour is a constant over time: without it all patches tell of the light alone.
      const own = values.reduce((sum, v) => sum + v, 0) / n
      return { own, values: values.map((v) => v - own) }
    }),
  )
  const [redGreen, blueGreen] = series.map((patches) =>
    Float64Array.from({ length: n }, (_, k) => median(patches.map(({ values }) => values[k]!))),
  )
  const patches = common.map((place, i) => {
    const [red, blue] = [series[0]![i]!, series[1]![i]!]
    return {
      place,
      redGreen: red.values,
      blueGreen: blue.values,
      ownRedGreen: red.own,
      ownBlueGreen: blue.own,
    }
  })
  return { frames, redGreen: redGreen!, blueGreen: blueGreen!, patches }
}
