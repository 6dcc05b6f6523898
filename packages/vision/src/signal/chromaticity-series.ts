import type { FrameLight, PatchLight } from './card-light.ts'
import { lightOverFrames } from './light-over-frames.ts'

/** Log-chromaticity of the same patches over several frames. */
export interface ChromaticitySeries {
  /** Indices of the frames that had enough usable patches. */
  readonly frames: readonly number[]
  /** ln(R/G) and ln(B/G) per used frame, mean 0: exposure cancels, since it multiplies all three channels alike. */
  readonly redGreen: Float64Array
  readonly blueGreen: Float64Array
  /** The same two series of every patch that was usable in enough frames, each less its own colour; NaN in frames where it was not. */
  readonly patches: readonly ChromaticityPatch[]
}

interface ChromaticityPatch {
  /** Index into the patches of a frame's light. */
  readonly place: number
  readonly redGreen: Float64Array
  readonly blueGreen: Float64Array
  /** What was taken away: the patch's own colour under the mean light. */
  readonly ownRedGreen: number
  readonly ownBlueGreen: number
  /** ln brightness under the mean light. */
  readonly ownLevel: number
}

/** Added to linear light before the logarithm: below about code value 5 the encoder's own rounding decides the ratio. */
const LINEAR_FLOOR = 0.0015
/** A patch with more clipped samples than this is not used. */
export const CLIPPED_MAX = 0.2
/** A patch darker than this in its brightest channel (code value about 40) is text or shadow. */
const DARK_LINEAR = 0.02
/** Frames in which a patch must be usable: two values less their mean are one number. */
const PATCH_FRAMES_MIN = 3

const isUsable = (light: PatchLight, p: number): boolean =>
  light.clipped[p]! <= CLIPPED_MAX &&
  Math.max(light.linear[3 * p]!, light.linear[3 * p + 1]!, light.linear[3 * p + 2]!) >= DARK_LINEAR

/** What a patch's colour is measured by: red over green, blue over green, and its brightness. */
type Measure = (r: number, g: number, b: number) => number
const RED_GREEN: Measure = (r, g) => Math.log(r / g)
const BLUE_GREEN: Measure = (_, g, b) => Math.log(b / g)
const LEVEL: Measure = (r, g, b) => Math.log(r + g + b)

/** A measure of every patch, NaN where it is not usable. */
function measured(patches: PatchLight, measure: Measure): Float64Array {
  const { linear, clipped } = patches
  const values = new Float64Array(clipped.length).fill(NaN)
  for (let p = 0; p < values.length; p++) {
    if (!isUsable(patches, p)) continue
    values[p] = measure(
      linear[3 * p]! + LINEAR_FLOOR,
      linear[3 * p + 1]! + LINEAR_FLOOR,
      linear[3 * p + 2]! + LINEAR_FLOOR,
    )
  }
  return values
}

/**
 * Log-chromaticity over the frames that share usable patches; null when fewer than two do. `part` picks the card or its surroundings.
 */
export function chromaticitySeries(
  lights: readonly (FrameLight | null)[],
  part: 'card' | 'surround',
): ChromaticitySeries | null {
  const taking = lights.flatMap((light, index) => (light ? [{ index, patches: light[part] }] : []))
  const valuesOf = (measure: Measure) => taking.map(({ patches }) => measured(patches, measure))
  const [reds, blues] = [valuesOf(RED_GREEN), valuesOf(BLUE_GREEN)]
  const [red, blue, level] = [reds, blues, valuesOf(LEVEL)].map(lightOverFrames)
  if (!red || !blue || !level) return null
  // All three measures know the same patches, so they link the same frames.
  const { frames } = red
  const less = (values: readonly Float64Array[], place: number, own: number): Float64Array => {
    const series = new Float64Array(frames.length)
    for (let k = 0; k < frames.length; k++) series[k] = values[frames[k]!]![place]! - own
    return series
  }
  const patches: ChromaticityPatch[] = []
  for (let place = 0; place < red.own.length; place++) {
    let seen = 0
    for (const frame of frames) if (!Number.isNaN(reds[frame]![place]!)) seen++
    if (seen < PATCH_FRAMES_MIN) continue
    const ownRedGreen = red.own[place]!
    const ownBlueGreen = blue.own[place]!
    patches.push({
      place,
      redGreen: less(reds, place, ownRedGreen),
      blueGreen: less(blues, place, ownBlueGreen),
      ownRedGreen,
      ownBlueGreen,
      ownLevel: level.own[place]!,
    })
  }
  return {
    frames: frames.map((frame) => taking[frame]!.index),
    redGreen: red.light,
    blueGreen: blue.light,
    patches,
  }
}
