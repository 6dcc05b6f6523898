import { createSeededRandom, createWordStream } from '../random/seeded-random.ts'
import type { Rgb } from './linear-light.ts'

/** How the sensor is driven for one frame. */
export interface Exposure {
  /** Sensor value 0–1 per cd/m² of scene luminance, before white balance. */
  readonly gain: number
  /** Factors on red, green and blue. */
  readonly whiteBalance: Rgb
}

/** What of the device decides its noise. */
export interface SensorNoise {
  readonly electronsPerCdM2: number
  readonly fullWellElectrons: number
  readonly readNoiseElectrons: number
  readonly temporalAverage: number
}

const NORMAL_TABLE_SIZE = 65536
const NORMAL_MASK = NORMAL_TABLE_SIZE - 1
const TWO_POW_16 = 16

let normalTable: Float32Array | null = null

/** Standard normal deviates, drawn once; a random index into them is as good as a fresh draw for noise. */
function normals(): Float32Array {
  if (!normalTable) {
    const random = createSeededRandom('sensor/normals')
    normalTable = Float32Array.from({ length: NORMAL_TABLE_SIZE }, () => random.normal())
  }
  return normalTable
}

/**
 * Samples light through an RGGB colour filter array: shot and read noise, saturation at the well, then white balance. Values
 * in `mosaic` run from 0 to about 1. Amplified frames gather fewer electrons and are noisier, as in a dim room.
 */
export function sampleMosaic(
  light: Float32Array,
  width: number,
  height: number,
  exposure: Exposure,
  noise: SensorNoise,
  seed: string,
  mosaic: Float32Array,
): void {
  const word = createWordStream(seed)
  const table = normals()
  const { gain, whiteBalance } = exposure
  const electronsAtFull = Math.min(noise.fullWellElectrons, noise.electronsPerCdM2 / gain)
  const shot = 1 / (electronsAtFull * noise.temporalAverage)
  const read = (noise.readNoiseElectrons / electronsAtFull) ** 2 / noise.temporalAverage
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x += 2) {
      const bits = word()
      for (let half = 0; half < 2 && x + half < width; half++, at++) {
        const c = (y & 1) + ((x + half) & 1)
        const value = light[at * 3 + c]! * gain
        const index = (half === 0 ? bits : bits >>> TWO_POW_16) & NORMAL_MASK
        const noisy = value + table[index]! * Math.sqrt((value < 1 ? value : 1) * shot + read)
        mosaic[at] = (noisy > 1 ? 1 : noisy < -0.02 ? -0.02 : noisy) * whiteBalance[c]!
      }
    }
  }
}
