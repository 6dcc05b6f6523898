import { describe, expect, it } from 'vitest'
import { measureBlur, measureCast, measureDarkness, measureGlare } from '../src/quality/quality.ts'
import {
  chooseBestFrame,
  createEvidence,
  gaussianBlur,
  locateCard,
  luminance,
  qualityOf,
} from '../src/index.ts'
import { drawToyCard, randomToyScene, renderToyScene, type ToyScene } from './toy-scene.ts'

const CARD = drawToyCard(1000, 2)
const SCENE: Partial<ToyScene> = {
  size: 0.6,
  rotationDeg: 3,
  tiltDeg: [4, 4],
  light: [1, 1, 1],
  unevenness: 0.1,
  background: 'grain',
  fingers: 0,
  blurPx: 0.5,
  noise: 2,
}

describe('quality measures', () => {
  it('blur grows with the blur, whatever the brightness', () => {
    const sharp = luminance(drawToyCard(512, 3))
    const blurs = [0.8, 1.4, 2.2].map((sigma) => measureBlur(gaussianBlur(sharp, sigma)) ?? NaN)
    expect(blurs[0]).toBeLessThan(blurs[1]!)
    expect(blurs[1]).toBeLessThan(blurs[2]!)
    const dim = gaussianBlur(sharp, 1.4)
    for (let i = 0; i < dim.data.length; i += 1) dim.data[i] = dim.data[i]! * 0.5
    expect(measureBlur(dim)).toBeCloseTo(blurs[1]!, 1)
    expect(measureBlur({ width: 20, height: 20, data: new Float32Array(400).fill(90) })).toBeNull()
  })

  it('glare is the burnt-out share, darkness and cast are 0 for a well lit neutral picture', () => {
    const data = new Uint8Array(300).fill(180)
    data.fill(255, 0, 75)
    const image = { width: 10, height: 10, data }
    expect(measureGlare(image)).toBeCloseTo(0.25)
    expect([measureDarkness(image), measureCast(image)]).toEqual([0, 0])
    const red = {
      width: 10,
      height: 10,
      data: Uint8Array.from({ length: 300 }, (_, i) => (i % 3 === 0 ? 60 : 0)),
    }
    expect(measureDarkness(red)).toBeCloseTo(0.6)
    expect(measureCast(red)).toBe(1)
  })
})

describe('the best frame', () => {
  it('is the sharp, neutral one', () => {
    const looks: Partial<ToyScene>[] = [
      { light: [1, 0.4, 0.35] },
      { blurPx: 3 },
      {},
      { light: [0.2, 0.2, 0.2] },
    ]
    const frames = looks.map((look) => {
      const capture = renderToyScene(randomToyScene(31, { ...SCENE, ...look }), CARD)
      return { image: capture!.image }
    })
    const cards = frames.map((frame) => locateCard(frame.image))
    expect(chooseBestFrame(frames, cards)).toBe(2)
    expect(chooseBestFrame(frames, [null, null, null, null])).toBe(-1)
    const quality = qualityOf(frames[2]!.image, cards[2]!)
    expect(quality.sharpness).toBeGreaterThan(0.7)
    expect(quality.glareFraction).toBe(0)
  })
})

describe('createEvidence', () => {
  it('makes each resampled card once', () => {
    const { image } = renderToyScene(randomToyScene(31, SCENE), CARD)!
    const encoding = {
      format: 'png',
      jpegQuality: null,
      chromaSubsampling: null,
      quantisationDigest: null,
    } as const
    const evidence = createEvidence({
      frames: [0, 1].map((index) => ({ index, image, encoding, sha256: '00', tMs: null })),
      cards: [locateCard(image), null],
      reading: { fields: {} as never, province: null, regency: null, issuePlace: null, lines: [] },
      challenge: null,
      flashSource: null,
      flashSamples: [],
      claims: {},
      specimensAllowed: true,
      today: '2026-01-01',
    })
    expect(evidence.bestFrame).toBe(0)
    expect(evidence.rectified(0, 256)).toBe(evidence.rectified(0, 256))
    expect(evidence.rectified(0, 256)?.width).toBe(256)
    expect(evidence.rectified(1, 256)).toBeNull()
  })
})
