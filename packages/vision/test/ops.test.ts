import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  applyHomography,
  boxBlur,
  cardFromQuad,
  cardHeightPx,
  fitHomography,
  gaussianBlur,
  homographyFromQuads,
  integralImage,
  invertHomography,
  luminance,
  meanOver,
  multiplyHomographies,
  rectifyCard,
  registerToReference,
  resizePlane,
  resizeRgb,
  sobel,
  warpRgb,
  type Homography,
  type Plane,
  type Quad,
} from '../src/index.ts'
import { drawToyCard } from './toy-scene.ts'

function plane(width: number, height: number, value: (x: number, y: number) => number): Plane {
  const data = Float32Array.from({ length: width * height }, (_, i) =>
    value(i % width, Math.floor(i / width)),
  )
  return { width, height, data }
}

const offset = fc.integer({ min: -20, max: 20 })
const quads = fc.array(offset, { minLength: 8, maxLength: 8 }).map((d): Quad => [
  { x: 10 + d[0]!, y: 20 + d[1]! },
  { x: 210 + d[2]!, y: 15 + d[3]! },
  { x: 205 + d[4]!, y: 150 + d[5]! },
  { x: 5 + d[6]!, y: 145 + d[7]! },
])

describe('homographies', () => {
  it('take the corners of any convex quad to those of another and back', () => {
    fc.assert(
      fc.property(quads, quads, (from, to) => {
        const h = homographyFromQuads(from, to)
        const back = invertHomography(h)
        from.forEach((corner, k) => {
          const there = applyHomography(h, corner.x, corner.y)
          expect(Math.hypot(there.x - to[k]!.x, there.y - to[k]!.y)).toBeLessThan(1e-6)
          const here = applyHomography(back, there.x, there.y)
          expect(Math.hypot(here.x - corner.x, here.y - corner.y)).toBeLessThan(1e-6)
        })
      }),
    )
  })

  it('compose in the order of functions', () => {
    const shift: Homography = [1, 0, 5, 0, 1, 0, 0, 0, 1]
    const double: Homography = [2, 0, 0, 0, 2, 0, 0, 0, 1]
    expect(applyHomography(multiplyHomographies(double, shift), 1, 1)).toEqual({ x: 12, y: 2 })
  })

  it('refuse corners in one line', () => {
    const line: Quad = [0, 1, 2, 3].map((x) => ({ x, y: x })) as unknown as Quad
    expect(() => homographyFromQuads(line, line)).toThrow('quadrilateral')
    expect(fitHomography([])).toBeNull()
  })
})

describe('resizing and blurring', () => {
  it('keep the mean of a plane', () => {
    const input = plane(60, 40, (x, y) => (x * 7 + y * 13) % 31)
    const mean = (p: Plane): number => p.data.reduce((sum, value) => sum + value, 0) / p.data.length
    expect(mean(resizePlane(input, 13, 7))).toBeCloseTo(mean(input), 3)
    expect(mean(resizePlane(input, 90, 90))).toBeCloseTo(mean(input), 3)
  })

  it('leave a constant as it is', () => {
    const flat = plane(30, 20, () => 77)
    for (const result of [boxBlur(flat, 4), gaussianBlur(flat, 1.7), resizePlane(flat, 7, 9)]) {
      for (const value of result.data) expect(value).toBeCloseTo(77, 3)
    }
  })

  it('box blur is the mean over the square', () => {
    const input = plane(21, 17, (x, y) => x * x - 3 * y)
    expect(boxBlur(input, 2).data[8 * 21 + 10]).toBeCloseTo(meanOver(integralImage(input), 8, 6, 13, 11), 3)
  })

  it('sobel measures a ramp in levels a pixel', () => {
    const { gx, gy } = sobel(plane(9, 9, (x, y) => 3 * x - 2 * y))
    expect([gx.data[40], gy.data[40]]).toEqual([3, -2])
  })
})

describe('rectifyCard', () => {
  it('gives back a card that fills its frame', () => {
    const card = drawToyCard(512, 4)
    const { width, height } = card
    const quad: Quad = [
      { x: -0.5, y: -0.5 },
      { x: width - 0.5, y: -0.5 },
      { x: width - 0.5, y: height - 0.5 },
      { x: -0.5, y: height - 0.5 },
    ]
    expect(cardHeightPx(512)).toBe(height)
    const rectified = rectifyCard(card, cardFromQuad(quad, 1), 512)
    const differing = rectified.data.filter((value, i) => Math.abs(value - card.data[i]!) > 1).length
    expect(differing / card.data.length).toBeLessThan(0.005)
    // Shrunk by area, not by skipping.
    const small = rectifyCard(card, cardFromQuad(quad, 1), 128)
    const expected = resizeRgb(card, 128, small.height)
    const error = small.data.reduce((sum, value, i) => sum + Math.abs(value - expected.data[i]!), 0)
    expect(error / small.data.length).toBeLessThan(6)
  })
})

describe('registerToReference', () => {
  const card = drawToyCard(640, 5)

  it('finds a shift, a turn and a zoom to a tenth of a pixel under light of another colour', () => {
    const [cos, sin] = [1.004 * Math.cos(0.004), 1.004 * Math.sin(0.004)]
    const truth: Homography = [cos, -sin, 1.3, sin, cos, -0.7, 0, 0, 1]
    const moved = warpRgb(card, invertHomography(truth), card.width, card.height)
    for (let i = 0; i < moved.data.length; i += 3) {
      moved.data[i] = moved.data[i]! * 0.45
      moved.data[i + 1] = moved.data[i + 1]! * 0.6
    }
    const found = registerToReference(card, moved)
    expect(found).not.toBeNull()
    for (const [x, y] of [
      [100, 80],
      [320, 200],
      [560, 330],
    ] as const) {
      const expected = applyHomography(truth, x, y)
      const answer = applyHomography(found!.homography, x, y)
      expect(Math.hypot(answer.x - expected.x, answer.y - expected.y)).toBeLessThan(0.15)
    }
    expect(found!.residualPx).toBeLessThan(0.3)
  })

  it('is the identity for an image and itself, and null without print', () => {
    const same = registerToReference(card, card)
    expect(Math.hypot(same!.shift.x, same!.shift.y)).toBeLessThan(1e-3)
    const blank = { ...card, data: new Uint8Array(card.data.length).fill(180) }
    expect(registerToReference(card, blank)).toBeNull()
  })

  it('measures luminance with the weights of BT.709', () => {
    expect(luminance({ width: 1, height: 1, data: new Uint8Array([255, 255, 255]) }).data[0]).toBeCloseTo(
      255,
      2,
    )
  })
})
