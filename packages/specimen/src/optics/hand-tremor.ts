import type { SeededRandom } from '../random/seeded-random.ts'
import { createRotation, type Pose } from './pose.ts'

/** Where the hand wants the subject to be. */
export interface RestingPose {
  readonly rollDegrees: number
  readonly tiltXDegrees: number
  readonly tiltYDegrees: number
  readonly offsetXMm: number
  readonly offsetYMm: number
  readonly distanceMm: number
}

/** Slow sway and physiological tremor (8–12 Hz), as sums of sines. */
const SWAY_HZ: readonly number[] = [0.35, 0.9, 1.7]
const TREMOR_HZ: readonly number[] = [8.3, 10.4]
const SWAY_DEGREES = 0.9
const TREMOR_DEGREES = 0.06
const SWAY_MM = 1.1
const TREMOR_MM = 0.04

type Wander = (tMs: number) => number

function createWander(random: SeededRandom, sway: number, tremor: number): Wander {
  const waves = [
    ...SWAY_HZ.map((hz) => [hz, sway / hz ** 0.7] as const),
    ...TREMOR_HZ.map((hz) => [hz, tremor] as const),
  ].map(([hz, size]) => ({
    hz: hz * random.between(0.8, 1.2),
    size: size * random.between(0.5, 1.2),
    phase: random.next(),
  }))
  return (tMs) => {
    let sum = 0
    for (const { hz, size, phase } of waves) sum += size * Math.sin(2 * Math.PI * (hz * (tMs / 1000) + phase))
    return sum
  }
}

/** The pose at any time, the same for the same random stream. `steadiness` 1 is an ordinary hand, 0 a tripod. */
export function createHandheldMotion(
  random: SeededRandom,
  rest: RestingPose,
  steadiness: number,
): (tMs: number) => Pose {
  const angle = () => createWander(random, SWAY_DEGREES * steadiness, TREMOR_DEGREES * steadiness)
  const shift = () => createWander(random, SWAY_MM * steadiness, TREMOR_MM * steadiness)
  const [roll, tiltX, tiltY] = [angle(), angle(), angle()]
  const [x, y, z] = [shift(), shift(), shift()]
  return (tMs) => ({
    rotation: createRotation(
      rest.rollDegrees + roll(tMs),
      rest.tiltXDegrees + tiltX(tMs),
      rest.tiltYDegrees + tiltY(tMs),
    ),
    translationMm: [rest.offsetXMm + x(tMs), rest.offsetYMm + y(tMs), rest.distanceMm + z(tMs)],
  })
}
