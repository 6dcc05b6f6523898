import { describe, expect, test } from 'vitest'
import { createSeededRandom, DEVICE_PROFILES } from '../src/index.ts'
import { screenIlluminance, type ScreenLight } from '../src/optics/lighting.ts'
import { displayLight } from '../src/optics/linear-light.ts'
import { createRotation, invertMatrix, mapPoint, planeToFrame } from '../src/optics/pose.ts'
import { cameraOf, stagePose } from '../src/optics/stage-scene.ts'
import { CARD_QUAD_MM } from '../src/species/card-subject.ts'
import { SPECIES } from '../src/index.ts'

const centred = (widthMm: number, heightMm: number, whiteCdM2: number): ScreenLight => ({
  x0Mm: -widthMm / 2,
  x1Mm: widthMm / 2,
  y0Mm: -heightMm / 2,
  y1Mm: heightMm / 2,
  whiteCdM2,
  leakage: 0,
})

describe('the flashing screen', () => {
  test.each([
    ['phone', centred(70, 150, 500), 150, 195],
    ['phone', centred(70, 150, 500), 250, 78],
    ['phone', centred(70, 150, 500), 400, 32],
    ['laptop', centred(310, 170, 300), 250, 191],
    ['laptop', centred(310, 170, 300), 400, 88],
  ])('lights a parallel card like a Lambertian area source: %s', (_, screen, distanceMm, lux) => {
    const got = screenIlluminance(screen, [0, 0, distanceMm], [0, 0, -1])
    expect(got / lux).toBeGreaterThan(0.93)
    expect(got / lux).toBeLessThan(1.07)
  })

  test('keeps white neutral and reaches all channels of the camera with a primary', () => {
    const white = displayLight('#FFFFFF', 0)
    for (const channel of white) expect(channel).toBeCloseTo(1, 5)
    const red = displayLight('#FF0000', 0)
    expect(red[0]).toBeGreaterThan(0.7)
    expect(red[1]).toBeGreaterThan(0)
  })
})

describe('geometry', () => {
  test('maps plane to frame and back', () => {
    const camera = { widthPx: 1280, heightPx: 800, focalPx: 1400 }
    const m = planeToFrame({ rotation: createRotation(12, 9, -14), translationMm: [6, -4, 160] }, camera)
    const back = mapPoint(invertMatrix(m), mapPoint(m, { x: 31, y: -17 }))
    expect(back.x).toBeCloseTo(31, 6)
    expect(back.y).toBeCloseTo(-17, 6)
  })

  test('holds the card inside the frame, 40 to 95 % of its width, turned any way', () => {
    for (let i = 0; i < 600; i++) {
      const device = DEVICE_PROFILES[i % DEVICE_PROFILES.length]!
      const camera = cameraOf(device)
      const rest = stagePose(createSeededRandom(`pose/${i}`), camera, {})
      const rotation = createRotation(rest.rollDegrees, rest.tiltXDegrees, rest.tiltYDegrees)
      const m = planeToFrame(
        { rotation, translationMm: [rest.offsetXMm, rest.offsetYMm, rest.distanceMm] },
        camera,
      )
      const quad = CARD_QUAD_MM.map((corner) => mapPoint(m, corner))
      for (const corner of quad) {
        expect(corner.x).toBeGreaterThanOrEqual(0)
        expect(corner.x).toBeLessThan(camera.widthPx)
        expect(corner.y).toBeGreaterThanOrEqual(0)
        expect(corner.y).toBeLessThan(camera.heightPx)
      }
      const topEdge = Math.hypot(quad[1]!.x - quad[0]!.x, quad[1]!.y - quad[0]!.y)
      expect(topEdge / camera.widthPx).toBeGreaterThan(0.38)
      expect(topEdge / camera.widthPx).toBeLessThan(1)
    }
  })
})

describe('the tables', () => {
  test('name devices and species once and keep devices apart for fitting and evaluation', () => {
    expect(new Set(DEVICE_PROFILES.map((row) => row.name)).size).toBe(DEVICE_PROFILES.length)
    expect(new Set(SPECIES.map((row) => row.id)).size).toBe(SPECIES.length)
    for (const split of ['fit', 'evaluate']) {
      expect(DEVICE_PROFILES.filter((row) => row.split === split).length).toBeGreaterThanOrEqual(3)
    }
    expect(SPECIES.filter((row) => row.genuine).map((row) => row.id)).toEqual(['bona_fide'])
  })
})
