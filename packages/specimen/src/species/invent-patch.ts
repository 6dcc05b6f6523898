import type { LinearTexture } from '../optics/subject.ts'
import type { SeededRandom } from '../random/seeded-random.ts'
import type { CardArea, Patch } from './paste-patch.ts'

/** How well forgers match what they paste to what is around it: from careful to careless. */
const SLIP_MM = 0.35
const TURN_DEGREES = 0.7
const BLUR_MM_RANGE = [0.02, 0.14] as const
const GAIN_LOG = 0.09
const CAST_LOG = 0.035
const GRADIENT = 0.08
const GRAIN_RANGE = [0.01, 0.06] as const
/** Half of the pieces are thick enough to be seen by their edges. */
const RELIEF_SHARE = 0.5
const RELIEF_RANGE = [0.1, 0.4] as const

/** A piece of print that differs from its surroundings as printed and pasted pieces do. */
export function inventPatch(random: SeededRandom, area: CardArea, source: LinearTexture): Patch {
  const swing = (size: number) => random.between(-size, size)
  const level = Math.exp(swing(GAIN_LOG))
  return {
    area,
    source,
    slipMm: [swing(SLIP_MM), swing(SLIP_MM)],
    turnDegrees: swing(TURN_DEGREES),
    blurMm: random.between(...BLUR_MM_RANGE),
    gain: [level * Math.exp(swing(CAST_LOG)), level, level * Math.exp(swing(CAST_LOG))],
    gradient: [swing(GRADIENT), swing(GRADIENT)],
    grain: random.between(...GRAIN_RANGE),
    relief: random.chance(RELIEF_SHARE) ? random.between(...RELIEF_RANGE) : 0,
  }
}
