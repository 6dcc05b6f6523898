import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { inventCard, simulateCapture, type SimulatedCapture } from '../src/index.ts'
import { createSceneLight } from '../src/optics/expose-scene.ts'
import { applyHalftone } from '../src/optics/halftone.ts'
import { LINEAR_OF_BYTE } from '../src/optics/linear-light.ts'
import { createRotation } from '../src/optics/pose.ts'
import { DISPLAYS } from '../src/species/display.ts'
import { recolourPicture } from '../src/species/recolour-picture.ts'

const CHALLENGE = { colors: ['#FF0000', '#0000FF', '#00FF00'], holdMs: [400, 400, 400] }
const BLOCK_PX = 16

async function film(species: string, seed: string): Promise<SimulatedCapture> {
  const jpeg = { quality: 100, chromaSubsampling: '4:4:4' } as const
  const card = inventCard('attack')
  return await simulateCapture({ card, species, device: 'phone-compact', challenge: CHALLENGE, seed, jpeg })
}

/** Mean linear light of a channel in every block of a frame. */
async function blockMeans(frame: Uint8Array, channel: number): Promise<number[]> {
  const { data, info } = await sharp(frame).raw().toBuffer({ resolveWithObject: true })
  const means: number[] = []
  for (let top = 0; top + BLOCK_PX <= info.height; top += BLOCK_PX) {
    for (let left = 0; left + BLOCK_PX <= info.width; left += BLOCK_PX) {
      let sum = 0
      for (let y = top; y < top + BLOCK_PX; y++) {
        for (let x = left; x < left + BLOCK_PX; x++) {
          sum += LINEAR_OF_BYTE[data[(y * info.width + x) * 3 + channel]!]!
        }
      }
      means.push(sum / BLOCK_PX ** 2)
    }
  }
  return means
}

/** Spread of the log ratio between two frames over all blocks that are neither dark nor clipped. */
async function ratioSpread(one: Uint8Array, other: Uint8Array): Promise<number> {
  const [a, b] = [await blockMeans(one, 1), await blockMeans(other, 1)]
  const logs = a.flatMap((value, i) =>
    Math.min(value, b[i]!) > 0.03 && Math.max(value, b[i]!) < 0.7 ? [Math.log(value / b[i]!)] : [],
  )
  expect(logs.length).toBeGreaterThan(500)
  const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length
  return Math.sqrt(logs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / logs.length)
}

describe('injected frames', () => {
  test('of a tinted still differ by one gain over the whole frame, those of a card do not', async () => {
    const [tinted, genuine] = [await film('tinted_injection', 'a'), await film('bona_fide', 'a')]
    expect(await ratioSpread(tinted.frames[0]!, tinted.frames[1]!)).toBeLessThan(0.03)
    expect(await ratioSpread(genuine.frames[0]!, genuine.frames[1]!)).toBeGreaterThan(0.05)
    expect(tinted.quads[0]).toEqual(tinted.quads[1])
  })

  test.each(['old_flash_injection', 'virtual_camera'])('of %s show a hand that moves', async (species) => {
    const { quads } = await film(species, 'a')
    expect(Math.hypot(quads[0]![0].x - quads[2]![0].x, quads[0]![0].y - quads[2]![0].y)).toBeGreaterThan(0.5)
  })

  test('are coloured only where the filter applies', () => {
    const picture = { width: 4, height: 1, data: new Uint8Array(12).fill(100) }
    const shareAt = (x: number) => (x < 2 ? 1 : 0)
    const data = recolourPicture(picture, { gain: [1.5, 1, 1], gamma: 1, noiseCodes: 0, shareAt }, () => 0)
    expect([data[0]! > 115, data[1], data[6], data[9]]).toEqual([true, 100, 100, 100])
  })
})

describe('displays', () => {
  test.each(['oled_phone', 'lcd_laptop', 'tablet'])(
    'of the kind %s are several and differ in pitch',
    (kind) => {
      const pitches = DISPLAYS.filter((row) => row.kind === kind).map((row) => row.lattice.pitchMm)
      expect(new Set(pitches).size).toBeGreaterThanOrEqual(3)
    },
  )
})

describe("a laser print's halftone", () => {
  const SIZE = 300
  const PX_PER_MM = 20
  const LINES_PER_INCH = 150

  /** Amplitude of a plane wave in a channel, relative to the mean: at the screen's frequency and an angle. */
  function amplitudeAt(channel: number, degrees: number): number {
    const camera = { widthPx: SIZE, heightPx: SIZE, focalPx: 100 * PX_PER_MM }
    const pose = { rotation: createRotation(0, 0, 0), translationMm: [0, 0, 100] as const }
    const scene = createSceneLight(SIZE, SIZE)
    scene.diffuse.fill(1)
    scene.coverage.fill(1)
    const texture = { width: 4, height: 4, data: new Float32Array(48).fill(0.45) }
    const halftone = { linesPerInch: LINES_PER_INCH, turnDegrees: 0, paperContrast: 1 }
    const subject = { widthMm: 40, heightMm: 40 }
    const resolution = { lensBlurPx: 0.35, aperturePx: 0.5 }
    applyHalftone(scene, halftone, subject, texture, camera, pose, resolution)
    const cyclesPerPx = LINES_PER_INCH / 25.4 / PX_PER_MM
    const [fx, fy] = [Math.cos, Math.sin].map((turn) => cyclesPerPx * turn((degrees * Math.PI) / 180))
    let [re, im] = [0, 0]
    for (let y = 0; y < SIZE; y++) {
      const rowWindow = Math.sin((Math.PI * (y + 0.5)) / SIZE) ** 2
      for (let x = 0; x < SIZE; x++) {
        const value = (scene.diffuse[(y * SIZE + x) * 3 + channel]! - 1) * rowWindow
        const windowed = value * Math.sin((Math.PI * (x + 0.5)) / SIZE) ** 2
        const phase = 2 * Math.PI * (fx! * x + fy! * y)
        re += windowed * Math.cos(phase)
        im += windowed * Math.sin(phase)
      }
    }
    return (8 * Math.hypot(re, im)) / SIZE ** 2
  }

  test.each([
    ['cyan', 0, 15],
    ['magenta', 1, 75],
    ['yellow', 2, 0],
    ['black', 1, 45],
  ] as const)('has a peak at the angle of %s and none between the angles', (_, channel, degrees) => {
    const peak = amplitudeAt(channel, degrees)
    expect(peak).toBeGreaterThan(0.05)
    expect(amplitudeAt(channel, degrees + 12)).toBeLessThan(0.3 * peak)
  })
})
