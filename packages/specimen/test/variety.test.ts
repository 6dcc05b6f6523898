import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import {
  createSeededRandom,
  inventCard,
  layoutCard,
  CARD_HEIGHT_MM,
  CARD_WIDTH_MM,
  simulateCapture,
  VARIETIES,
  type StageOptions,
} from '../src/index.ts'
import { blurAlongMotion } from '../src/optics/motion-blur.ts'
import type { Overlay } from '../src/optics/subject.ts'
import { createFingers } from '../src/species/fingers.ts'
import { createSleeve } from '../src/species/sleeve.ts'

async function film(stage: StageOptions) {
  return await simulateCapture({
    card: inventCard('variety'),
    species: 'bona_fide',
    device: 'phone-compact',
    challenge: null,
    seed: 'variety',
    frameCount: 1,
    stage: { widthFraction: 0.7, rollDegrees: 0, ...stage },
  })
}

/** What an overlay makes of a grey pixel in even light. */
function paintAt(overlay: Overlay, x: number, y: number) {
  const pixel = { diffuse: new Float32Array(3).fill(0.3), mirror: new Float32Array(3), coverage: 1 }
  overlay.paint(x, y, new Float32Array([1, 1, 1, 0.1, 0.1, 0.1]), pixel)
  return pixel
}

describe('a variety', () => {
  test.each(VARIETIES)(
    '%s films the same bytes again, and others than no variety unless ordinary',
    async (variety) => {
      const [plain, first, again] = [await film({}), await film({ variety }), await film({ variety })]
      expect(first.frames).toEqual(again.frames)
      expect(first.truth.variety).toBe(variety)
      expect(Buffer.compare(first.frames[0]!, plain.frames[0]!) === 0).toBe(variety === 'ordinary')
    },
  )

  test('gives way to what is set beside it', async () => {
    const capture = await film({ variety: 'dim', roomLux: 300, roomKelvin: 5000, exposureMs: 0 })
    const plain = await film({ roomLux: 300, roomKelvin: 5000 })
    expect(capture.frames).toEqual(plain.frames)
  })

  test('can be a coarse JPEG', async () => {
    const { frames } = await film({ variety: 'jpeg_420_q75' })
    expect((await sharp(frames[0]).metadata()).chromaSubsampling).toBe('4:2:0')
  })
})

describe('fingertips', () => {
  test('lie on the card and hide no text', () => {
    let touching = 0
    for (let i = 0; i < 40; i++) {
      const card = inventCard(`fingers/${i}`, { style: 'heros-hatch' })
      const fingers = createFingers(createSeededRandom(`fingers/${i}`), card)
      for (const { box } of layoutCard(card)) {
        for (const [u, v] of [
          [box.x0, box.y0],
          [box.x1, box.y0],
          [box.x0, box.y1],
          [box.x1, box.y1],
        ] as const) {
          const pixel = paintAt(fingers, (u - 0.5) * CARD_WIDTH_MM, (v - 0.5) * CARD_HEIGHT_MM)
          expect(pixel.coverage).toBe(1)
        }
      }
      const corners = [-1, 1].flatMap((x) => [-1, 1].map((y) => [x, y] as const))
      const hidden = corners.filter(
        ([x, y]) => paintAt(fingers, (x * CARD_WIDTH_MM) / 2.02, (y * CARD_HEIGHT_MM) / 2.02).coverage === 0,
      )
      if (hidden.length > 0) touching++
    }
    expect(touching).toBeGreaterThan(30)
  })
})

describe('a sleeve', () => {
  test('adds haze and gloss on the card and around it, and ends', () => {
    const sleeve = createSeededRandom('sleeve')
    const overlay = createSleeve(sleeve)
    const [onCard, beside, beyond] = [
      paintAt(overlay, 0, 0),
      paintAt(overlay, -CARD_WIDTH_MM / 2 - 0.2, 0),
      paintAt(overlay, -CARD_WIDTH_MM / 2 - 8, 0),
    ]
    expect(onCard.mirror[0]).toBeCloseTo(0.1)
    expect(beside.mirror[0]).toBeCloseTo(0.1)
    expect(beyond).toEqual(paintAt(overlay, 0, 100))
    expect(beyond.diffuse[0]).toBeCloseTo(0.3)
  })
})

describe('motion blur', () => {
  test('spreads a point along the way and loses no light', () => {
    const size = 41
    const rgb = new Float32Array(size * size * 3)
    rgb[(20 * size + 20) * 3] = 1
    blurAlongMotion(rgb, size, size, { x: 6, y: 0 }, new Float32Array(rgb.length))
    const row = Array.from({ length: size }, (_, x) => rgb[(20 * size + x) * 3]!)
    expect(row.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 4)
    const spread = row.reduce((sum, value, x) => sum + value * (x - 20) ** 2, 0)
    // A uniform line of 6 px has a variance of 3; interpolation adds a little.
    expect(spread).toBeGreaterThan(2.8)
    expect(spread).toBeLessThan(3.4)
  })
})
