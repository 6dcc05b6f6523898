import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import {
  DEVICE_PROFILES,
  inventCard,
  simulateCapture,
  type Point,
  type Quad,
  type StageOptions,
} from '../src/index.ts'
import { defocusRgb } from '../src/optics/defocus.ts'

const STEADY: StageOptions = {
  roomLux: 300,
  roomKelvin: 5000,
  widthFraction: 0.75,
  rollDegrees: 0,
  tiltDegrees: [3, -4],
  tremor: 0,
}

async function film(stage: StageOptions, device = 'phone-compact') {
  const capture = await simulateCapture({
    card: inventCard('hard', { style: 'heros-arcs' }),
    species: 'bona_fide',
    device,
    challenge: null,
    seed: 'hard',
    frameCount: 1,
    stage: { ...STEADY, ...stage },
  })
  const { data, info } = await sharp(capture.frames[0])
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { grey: data, width: info.width, height: info.height, quad: capture.quads[0]! }
}

type Frame = Awaited<ReturnType<typeof film>>

const filmedPlain: Promise<Frame>[] = []

/** The same scene in focus and without glare, filmed once. */
function filmPlain(): Promise<Frame> {
  filmedPlain[0] ??= film({})
  return filmedPlain[0]
}

/** Where a point of the card lies in the frame; perspective is slight enough to be left out. */
function inFrame(quad: Quad, { x, y }: Point): Point {
  const mix = (axis: 'x' | 'y') =>
    (1 - y) * ((1 - x) * quad[0][axis] + x * quad[1][axis]) +
    y * ((1 - x) * quad[3][axis] + x * quad[2][axis])
  return { x: Math.round(mix('x')), y: Math.round(mix('y')) }
}

/** Mean code and mean contrast to the right-hand neighbour about a point of the card. */
function lookAt(frame: Frame, at: Point, radiusPx: number): { mean: number; contrast: number } {
  const centre = inFrame(frame.quad, at)
  let sum = 0
  let steps = 0
  for (let y = centre.y - radiusPx; y <= centre.y + radiusPx; y++) {
    for (let x = centre.x - radiusPx; x <= centre.x + radiusPx; x++) {
      const code = frame.grey[y * frame.width + x]!
      sum += code
      steps += Math.abs(code - frame.grey[y * frame.width + x + 1]!)
    }
  }
  const count = (2 * radiusPx + 1) ** 2
  return { mean: sum / count, contrast: steps / count }
}

describe('defocus', () => {
  test('spreads a point of light by the standard deviation asked for and loses none of it', () => {
    const size = 61
    const rgb = new Float32Array(size * size * 3)
    const middle = (size - 1) / 2
    rgb[(middle * size + middle) * 3 + 1] = 1
    defocusRgb(rgb, size, size, 2.5, new Float32Array(rgb.length))
    let total = 0
    let spread = 0
    for (let i = 0; i < size * size; i++) {
      const light = rgb[i * 3 + 1]!
      total += light
      spread += light * ((i % size) - middle) ** 2
      expect(rgb[i * 3]).toBe(0)
    }
    expect(total).toBeCloseTo(1, 4)
    expect(Math.sqrt(spread / total)).toBeCloseTo(2.5, 1)
  })

  test('leaves an even field even to its edges', () => {
    const rgb = new Float32Array(20 * 12 * 3).fill(0.4)
    defocusRgb(rgb, 20, 12, 3, new Float32Array(rgb.length))
    for (const value of rgb) expect(value).toBeCloseTo(0.4, 5)
  })

  test('softens print the more, the more is asked for', async () => {
    const text = { x: 0.4, y: 0.25 }
    const [sharpPrint, soft, softer] = [
      await filmPlain(),
      await film({ defocusPx: 1.2 }),
      await film({ defocusPx: 3 }),
    ]
    const contrasts = [sharpPrint, soft, softer].map((frame) => lookAt(frame, text, 40).contrast)
    expect(contrasts[1]).toBeLessThan(0.8 * contrasts[0]!)
    expect(contrasts[2]).toBeLessThan(0.7 * contrasts[1]!)
  })
})

describe('a glare', () => {
  test.each([
    ['over the NIK', { x: 0.45, y: 0.24 }],
    ['over the address', { x: 0.35, y: 0.45 }],
  ])('asked for %s burns out there and nowhere else', async (_, at) => {
    const [plain, glaring] = [await filmPlain(), await film({ glare: { at, radiusMm: 7 } })]
    const spot = lookAt(glaring, at, 25)
    expect(spot.mean).toBeGreaterThan(235)
    expect(spot.contrast).toBeLessThan(0.5 * lookAt(plain, at, 25).contrast)
    for (const aside of [
      { x: 0.12, y: 0.85 },
      { x: 0.9, y: 0.9 },
    ]) {
      expect(lookAt(glaring, aside, 25).mean).toBeLessThan(spot.mean - 60)
    }
  })

  test('is as large as asked, and fainter where the same light is spread', async () => {
    const at = { x: 0.3, y: 0.6 }
    const aside = { x: at.x + 0.12, y: at.y }
    const [small, large] = [
      await film({ glare: { at, radiusMm: 4 } }),
      await film({ glare: { at, radiusMm: 16 } }),
    ]
    const fallOff = (frame: Frame) => lookAt(frame, aside, 15).mean / lookAt(frame, at, 15).mean
    expect(fallOff(small)).toBeLessThan(fallOff(large) - 0.05)
    expect(lookAt(large, at, 15).mean).toBeLessThan(lookAt(small, at, 15).mean)
  })
})

describe('a large frame', () => {
  test('shows the card up to 1500 pixels wide', async () => {
    const device = DEVICE_PROFILES.find((row) => row.frameWidthPx === 1920 && row.split === 'evaluate')!
    const frame = await film({ widthFraction: 0.8 }, device.name)
    expect([frame.width, frame.height]).toEqual([1920, 1200])
    expect(frame.quad[1].x - frame.quad[0].x).toBeGreaterThan(1450)
  })
})
