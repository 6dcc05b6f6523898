import { describe, expect, it } from 'vitest'
import {
  measureBlur,
  measureCast,
  measureContrast,
  measureDarkness,
  measureGlare,
} from '../src/quality/quality.ts'
import {
  chooseBestFrame,
  createEvidence,
  gaussianBlur,
  locateCard,
  luminance,
  qualityOf,
  type RgbImage,
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

/** The picture through a veil of white light, as strong as that share of all that it can be. */
function veiled({ width, height, data }: RgbImage, share: number): RgbImage {
  return { width, height, data: data.map((value) => Math.round(value + share * (235 - value))) }
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

describe('contrast', () => {
  const card = drawToyCard(512, 3)
  const clear = measureContrast(card)

  it('is that of the darkest print to its paper', () => {
    // Grey levels of the ink and the paper.
    expect(clear).toBeCloseTo(1 - 38 / 197, 2)
  })

  it('falls the more, the more a veil of light lies over the print', () => {
    const [half, most] = [0.5, 0.8].map((share) => measureContrast(veiled(card, share)))
    expect(half).toBeLessThan(0.6 * clear)
    expect(most).toBeLessThan(0.25 * clear)
  })

  it('is that of the whole text: a veil over a third of the card takes a third of it', () => {
    const right = Math.round(card.width * 0.455)
    const washed = veiled(card, 0.999)
    const data = card.data.map((value, i) =>
      Math.floor(i / 3) % card.width >= right ? washed.data[i]! : value,
    )
    expect(measureContrast({ ...card, data })).toBeCloseTo((2 / 3) * clear, 1)
  })

  it('does not change with the brightness of the light, and is none without print', () => {
    const dim = { ...card, data: card.data.map((value) => Math.round(value / 2)) }
    expect(measureContrast(dim)).toBeCloseTo(clear, 1)
    for (const level of [0, 180, 255]) {
      const blank = { ...card, data: new Uint8Array(card.data.length).fill(level) }
      expect(measureContrast(blank)).toBe(0)
    }
  })
})

describe('the best frame', () => {
  it('is not one whose print the light has washed out, however bright, neutral and sharp it is', () => {
    const { image } = renderToyScene(randomToyScene(31, SCENE), CARD)!
    const soft = renderToyScene(randomToyScene(31, { ...SCENE, blurPx: 1.2 }), CARD)!.image
    const card = locateCard(image)
    const frames = [{ image: veiled(image, 0.85) }, { image: soft }]
    const [washed, read] = frames.map((frame) => qualityOf(frame.image, card!))
    expect(washed!.sharpness).toBeGreaterThan(read!.sharpness)
    expect([washed!.glareFraction, washed!.darkness]).toEqual([0, 0])
    expect(washed!.castFraction).toBeLessThanOrEqual(read!.castFraction)
    expect(chooseBestFrame(frames, [card, card])).toBe(1)
  })

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
