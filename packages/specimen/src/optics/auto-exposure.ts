import type { SeededRandom } from '../random/seeded-random.ts'
import { luminanceOf, type Rgb } from './linear-light.ts'
import type { Exposure } from './sensor.ts'

/** Mean linear value that metering aims at; a light card on a darker table comes out at about 0.5. */
const METERING_TARGET = 0.2
/** Random walk of the white balance a 100 ms step, relative. */
const WHITE_BALANCE_WALK = 0.002
/** How far towards grey the camera believes the scene's mean is. */
const GREY_WORLD_TRUST = 0.25
const ADAPTATION = 0.85

export interface MeteringPace {
  readonly exposureSettleMs: number
  readonly whiteBalanceSettleMs: number
  /** How much of the room's tint the settled white balance removes, 0–1; 0.85 by default. */
  readonly whiteBalanceAdaptation?: number
}

/** Camera automatics: exposure follows the metered mean with a lag; white balance drifts slowly and wanders. */
export interface CameraAutomatics {
  readonly exposure: () => Exposure
  /** Takes the mean light of the frame (cd/m² a channel) and lets `elapsedMs` pass. */
  advance(meanLight: Rgb, elapsedMs: number): void
}

export function createCameraAutomatics(
  random: SeededRandom,
  settledOn: Rgb,
  roomColor: Rgb,
  pace: MeteringPace,
): CameraAutomatics {
  const bias = Math.exp(random.between(-0.12, 0.16))
  let logGain = Math.log((METERING_TARGET * bias) / luminanceOf(settledOn))
  const adaptation = pace.whiteBalanceAdaptation ?? ADAPTATION
  const balance: [number, number, number] = [
    roomColor[0] ** -adaptation * Math.exp(random.between(-0.03, 0.03)),
    1,
    roomColor[2] ** -adaptation * Math.exp(random.between(-0.03, 0.03)),
  ]
  return {
    exposure: () => ({ gain: Math.exp(logGain), whiteBalance: [balance[0], balance[1], balance[2]] }),
    advance(meanLight, elapsedMs) {
      const wanted = Math.log((METERING_TARGET * bias) / luminanceOf(meanLight))
      logGain += (wanted - logGain) * (1 - Math.exp(-elapsedMs / pace.exposureSettleMs))
      const lag = 1 - Math.exp(-elapsedMs / pace.whiteBalanceSettleMs)
      const step = WHITE_BALANCE_WALK * Math.sqrt(elapsedMs / 100)
      for (const c of [0, 2] as const) {
        const tint = Math.log((meanLight[c] * balance[c]) / meanLight[1])
        balance[c] *= Math.exp(-GREY_WORLD_TRUST * lag * tint + step * random.normal())
      }
    },
  }
}
