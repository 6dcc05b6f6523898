import { describe, expect, it } from 'vitest'
import type { NeuralModel } from '@kartu/core'
import { cardFromQuad, READING_CLASSES, readRows, rectifyCard, type RgbImage } from '../src/index.ts'
import { rectifyRegion } from '../src/card/rectify-region.ts'
import { evenInk } from '../src/read/layout/even-ink.ts'
import { isOccluded } from '../src/read/layout/find-occlusion.ts'
import { BLACK, inkMap, type InkMap } from '../src/read/layout/ink-map.ts'

const WIDTH = 1280
const HEIGHT = 807

function paint(width: number, height: number, at: (x: number, y: number) => number): RgbImage {
  const data = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) data.fill(at(x, y), 3 * (y * width + x), 3 * (y * width + x) + 3)
  return { width, height, data }
}

/** Answers every line with even probabilities: what a picture without print may look like to a network. */
const undecided: NeuralModel = {
  modelId: 'undecided',
  async run({ shape }) {
    const steps = (shape[3] ?? 0) / 4
    const data = new Float32Array(steps * READING_CLASSES).fill(1 / READING_CLASSES)
    return { data, shape: [1, steps, READING_CLASSES] }
  },
}
const reader = { network: undecided, calibration: { temperature: 1, frameCorrelation: 0 } }

function sourceOf(image: RgbImage, corners: readonly (readonly [number, number])[]) {
  const [a, b, c, d] = corners.map(([x, y]) => ({ x, y }))
  const card = cardFromQuad([a!, b!, c!, d!], 1)
  const rectified = (_: number, widthPx: number) => rectifyCard(image, card, widthPx)
  return { frames: [{ image }, { image }], cards: [card, card], bestFrame: 0, rectified }
}

describe('reading pictures that show no card', () => {
  const whole = [[0, 0], [639, 0], [639, 402], [0, 402]] as const // prettier-ignore
  const outside = [[-300, -200], [900, -150], [950, 600], [-250, 580]] as const // prettier-ignore
  const pictures: Readonly<Record<string, RgbImage>> = {
    black: paint(640, 403, () => 0),
    white: paint(640, 403, () => 255),
    noise: paint(640, 403, (x, y) => (x * 7919 + y * 104729 + x * y * 31) % 256),
    stripes: paint(640, 403, (_, y) => (y % 18 < 9 ? 20 : 220)),
    'a single pixel': paint(1, 1, () => 90),
  }
  for (const [name, picture] of Object.entries(pictures)) {
    it(`neither throws nor gives a confidence that is none: ${name}`, async () => {
      for (const corners of [whole, outside]) {
        const rows = await readRows(sourceOf(picture, corners), reader)
        for (const line of Object.values(rows)) {
          expect(line.confidences).toHaveLength(line.text.length)
          for (const p of line.confidences) expect(p >= 0 && p <= 1).toBe(true)
        }
      }
    })
  }
})

describe('a part of a rectified card', () => {
  it('is what the whole shows there', () => {
    const image = paint(900, 700, (x, y) => (x * 3 + y * 5) % 256)
    const [a, b, c, d] = [
      [80, 60],
      [820, 90],
      [800, 560],
      [60, 540],
    ].map(([x, y]) => ({ x: x!, y: y! }))
    const card = cardFromQuad([a!, b!, c!, d!], 1)
    const region = { x: 400, y: 250, width: 120, height: 40 }
    const part = rectifyRegion(image, card, WIDTH, region)
    const full = rectifyCard(image, card, WIDTH)
    for (const [x, y] of [
      [0, 0],
      [60, 20],
      [119, 39],
    ] as const) {
      const there = 3 * ((region.y + y) * full.width + region.x + x)
      expect(Math.abs(part.data[3 * (y * region.width + x)]! - full.data[there]!)).toBeLessThanOrEqual(1)
    }
  })
})

describe('reflections', () => {
  /** Paper of 120 with strokes of 30, and the same light added to both from `from` on, in linear light. */
  const reflected = (added: number, from: number) =>
    paint(WIDTH, HEIGHT, (x, y) => {
      const coded = x % 12 < 3 && y % 30 < 16 ? 30 : 120
      const linear = (coded / 255) ** 2.2 + (x >= from ? added : 0)
      return Math.min(255, Math.round(255 * linear ** (1 / 2.2)))
    })
  const strokeInk = (ink: InkMap, x: number) => ink.data[8 * WIDTH + x - (x % 12) + 1]! / BLACK

  it('leave print nearly as dark as it is beside them', () => {
    const ink = inkMap(reflected(0.35, 1000))
    const beside = strokeInk(ink, 300)
    const veiled = 1 - ((30 / 255) ** 2.2 + 0.35) ** (1 / 2.2) / ((120 / 255) ** 2.2 + 0.35) ** (1 / 2.2)
    expect(strokeInk(ink, 1150)).toBeGreaterThan(2 * veiled)
    expect(strokeInk(ink, 1150)).toBeGreaterThan(0.6 * beside)
  })

  it('of a coloured flash do not hide print where one channel is not full', () => {
    const cyan = paint(WIDTH, HEIGHT, () => 0)
    for (let i = 0; i < WIDTH * HEIGHT; i++) {
      const stroke = (i % WIDTH) % 12 < 3 && Math.floor(i / WIDTH) % 30 < 16
      cyan.data.set(stroke ? [110, 240, 252] : [215, 255, 255], 3 * i)
    }
    expect(strokeInk(inkMap(cyan), 300)).toBeGreaterThan(0.4)
  })

  it('leave every channel in use while print is black in the full ones: coloured artwork is no print', () => {
    const warm = paint(WIDTH, HEIGHT, () => 0)
    for (let i = 0; i < WIDTH * HEIGHT; i++) {
      const stroke = (i % WIDTH) % 12 < 3 && Math.floor(i / WIDTH) % 30 < 16
      const artwork = (i % WIDTH) % 12 === 7
      warm.data.set(stroke ? [40, 38, 35] : artwork ? [250, 235, 130] : [252, 251, 235], 3 * i)
    }
    const ink = inkMap(warm)
    expect(ink.channels).toEqual([0, 1, 2])
    expect(ink.data[8 * WIDTH + 300 - (300 % 12) + 7]! / BLACK).toBeLessThan(0.05)
  })

  it('hide a line where they burn paper out, also left of its first ink and right of its last', () => {
    const line = { x0: 500, x1: 640, top: 300, bottom: 320, slope: 0 }
    const limits = { fromX: 400, toX: 880 }
    const burnt = (from: number, to: number) =>
      inkMap(paint(WIDTH, HEIGHT, (x) => (x >= from && x < to ? 255 : 120)))
    expect(isOccluded(burnt(0, 0), line, limits)).toBe(false)
    expect(isOccluded(burnt(560, 590), line, limits)).toBe(true)
    expect(isOccluded(burnt(650, 800), line, limits)).toBe(true)
    expect(isOccluded(burnt(420, 470), line, limits)).toBe(true)
    expect(isOccluded(burnt(760, 880), line, limits)).toBe(false)
    expect(isOccluded(inkMap(paint(WIDTH, HEIGHT, () => 255)), line, limits)).toBe(false)
  })

  it('let pale print reach the threshold and leave paper under it', () => {
    const data = new Uint8Array(WIDTH * HEIGHT).fill(8)
    const ink = {
      width: WIDTH,
      height: HEIGHT,
      channels: [0, 1, 2] as const,
      data,
      brightest: new Uint8Array(WIDTH * HEIGHT),
      usualPaper: 120,
      brightestPixel: 120,
    }
    for (let y = 0; y < HEIGHT; y++)
      for (let x = 0; x < WIDTH; x += 4) data[y * WIDTH + x] = x < WIDTH / 2 ? 150 : 30
    evenInk(ink, 64, 8)
    expect(data[400 * WIDTH + 1200]!).toBeGreaterThan(64)
    expect(data[400 * WIDTH + 1201]!).toBeLessThan(32)
    expect(data[400 * WIDTH + 100]!).toBe(150)
  })
})
