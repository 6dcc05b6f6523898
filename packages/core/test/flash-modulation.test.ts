import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DROWNED_BELOW, flashModulation, isFlashDrowned, type FlashSample } from '../src/challenge/index.ts'

const SEQUENCE = {
  colors: ['#00FFFF', '#FF0000', '#000000', '#FF00FF', '#00FF00'],
  holdMs: [400, 330, 510, 360, 450],
}
const CALM = { ...SEQUENCE, colors: ['#3CCD3C', '#FF7DEB', '#B2B2B2', '#00C8C8', '#EBA028'] }
/** What the camera sees of the display's primaries; rows R, G, B. */
const CAMERA = [
  [0.82, 0.13, 0.05],
  [0.1, 0.8, 0.1],
  [0.03, 0.15, 0.82],
]
/** A white card in the room's light, linear. */
const CARD = [0.4, 0.38, 0.35]

interface Filming {
  readonly modulation: number
  readonly sequence?: { readonly colors: readonly string[]; readonly holdMs: readonly number[] }
  readonly periodMs?: number
  readonly latencyMs?: number
  /** Gain of a channel over time. */
  readonly gain?: (channel: number, tMs: number) => number
}

const toLinear = (code: number): number =>
  code <= 10.31475 ? code / 255 / 12.92 : ((code / 255 + 0.055) / 1.055) ** 2.4
const toCode = (linear: number): number =>
  255 * (linear <= 0.0031308 ? linear * 12.92 : 1.055 * linear ** (1 / 2.4) - 0.055)

/** Mean colours of a card under a sequence; a shutter of 33 ms mixes the colours that change meanwhile. */
function film({ modulation, sequence = SEQUENCE, periodMs = 33, latencyMs = 60, gain = () => 1 }: Filming) {
  const { colors, holdMs } = sequence
  const ends = holdMs.map((_, i) => holdMs.slice(0, i + 1).reduce((sum, hold) => sum + hold, 0))
  const lightAt = (tMs: number): number[] => {
    const color = colors[ends.findIndex((end) => tMs < end)] ?? colors.at(-1)!
    const emitted =
      tMs < 0 ? [0.2, 0.2, 0.2] : [1, 3, 5].map((at) => toLinear(parseInt(color.slice(at, at + 2), 16)))
    return CAMERA.map((row) => row.reduce((sum, share, c) => sum + share * emitted[c]!, 0))
  }
  const samples: FlashSample[] = []
  for (let tMs = 0; tMs < ends.at(-1)!; tMs += periodMs) {
    const [early, late] = [lightAt(tMs - latencyMs - 33), lightAt(tMs - latencyMs)]
    const codes = CARD.map((albedo, c) =>
      toCode(albedo * gain(c, tMs) * (1 + (modulation * (early[c]! + late[c]!)) / 2)),
    )
    samples.push({ tMs, meanR: codes[0]!, meanG: codes[1]!, meanB: codes[2]! })
  }
  return samples
}

const measure = (filming: Filming): number | null =>
  flashModulation(film(filming), filming.sequence ?? SEQUENCE)

describe('the share of the flash in the light on a card', () => {
  test.each([0.02, 0.06, 0.12, 0.2, 0.5, 1])('is measured: %f', (modulation) => {
    expect(measure({ modulation })! / modulation).toBeGreaterThan(0.85)
    expect(measure({ modulation })! / modulation).toBeLessThan(1.15)
  })

  test('is nothing where nothing follows the colours', () => {
    expect(measure({ modulation: 0 })).toBe(0)
    expect(isFlashDrowned(film({ modulation: 0 }), SEQUENCE)).toBe(true)
  })

  test.each([
    ['exposure that hunts', (_c: number, tMs: number) => 0.6 + 0.35 * Math.sin(tMs / 200)],
    ['white balance that drifts', (c: number, tMs: number) => 1 + [0.06, 0, -0.08][c]! * (tMs / 2000)],
  ])('is told apart from %s', (_name, gain) => {
    for (const modulation of [0.04, 0.3]) {
      expect(measure({ modulation, gain })! / modulation).toBeGreaterThan(0.8)
      expect(measure({ modulation, gain })! / modulation).toBeLessThan(1.25)
    }
  })

  test.each([0, 40, 80, 120, 160, 200])('is told behind a camera that is %i ms late', (latencyMs) => {
    expect(isFlashDrowned(film({ modulation: 0.06, latencyMs }), SEQUENCE)).toBe(true)
    expect(isFlashDrowned(film({ modulation: 0.3, latencyMs }), SEQUENCE)).toBe(false)
  })

  test('is told by a slow camera and by paler colours too', () => {
    for (const modulation of [0.06, 0.3]) {
      const isDrowned = modulation < DROWNED_BELOW
      expect(isFlashDrowned(film({ modulation, periodMs: 100 }), SEQUENCE)).toBe(isDrowned)
      expect(isFlashDrowned(film({ modulation, sequence: CALM }), CALM)).toBe(isDrowned)
    }
  })

  test('is not told from too little', () => {
    const samples = film({ modulation: 0.3 })
    expect(flashModulation([], SEQUENCE)).toBeNull()
    expect(flashModulation(film({ modulation: 0.3, periodMs: 450 }), SEQUENCE)).toBeNull()
    expect(
      flashModulation(
        samples.filter(({ tMs }) => tMs < 700),
        SEQUENCE,
      ),
    ).toBeNull()
    expect(flashModulation(samples, { colors: [], holdMs: [] })).toBeNull()
  })

  test('is not told by colours without hue', () => {
    const sequence = { ...SEQUENCE, colors: ['#FFFFFF', '#000000', '#808080', '#FFFFFF', '#000000'] }
    expect(measure({ modulation: 0.3, sequence })).toBeNull()
    expect(isFlashDrowned(film({ modulation: 0, sequence }), sequence)).toBe(false)
  })

  test('is not told of pictures without hue: all black, all white, or no numbers', () => {
    for (const code of [0, 255, NaN, -1, Infinity]) {
      const samples = film({ modulation: 0.3 }).map((sample) => ({ ...sample, meanG: code }))
      expect(flashModulation(samples, SEQUENCE)).toBeNull()
    }
  })

  test('is a plain number or null, whatever comes in', () => {
    const number = fc.double()
    const sample = fc.record({ tMs: number, meanR: number, meanG: number, meanB: number })
    const usable = fc.record({
      tMs: fc.double({ min: 0, max: 3000, noNaN: true }),
      meanR: fc.double({ min: 1, max: 254, noNaN: true }),
      meanG: fc.double({ min: 1, max: 254, noNaN: true }),
      meanB: fc.double({ min: 1, max: 254, noNaN: true }),
    })
    fc.assert(
      fc.property(fc.array(fc.oneof(sample, usable), { maxLength: 30 }), (samples) => {
        const modulation = flashModulation(samples, SEQUENCE)
        expect(modulation === null || (modulation >= 0 && modulation <= 20)).toBe(true)
      }),
      { numRuns: 50 },
    )
  })
})
