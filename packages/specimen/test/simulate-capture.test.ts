import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import {
  inventCard,
  simulateCapture,
  SPECIES,
  type CaptureRequest,
  type SimulatedCapture,
} from '../src/index.ts'

const CHALLENGE = { colors: ['#FF0000', '#000000', '#00FFFF'], holdMs: [400, 400, 400] }

function request(species: string, more: Partial<CaptureRequest> = {}): CaptureRequest {
  return {
    card: inventCard('holder'),
    species,
    device: 'phone-compact',
    challenge: CHALLENGE,
    seed: 'one',
    stage: { roomLux: 120, rollDegrees: 2, widthFraction: 0.7, tiltDegrees: [2, -3] },
    ...more,
  }
}

function digest(capture: SimulatedCapture): string {
  const hash = createHash('sha256')
  for (const frame of capture.frames) hash.update(frame)
  return hash.update(JSON.stringify([capture.flashSamples, capture.quads])).digest('hex')
}

/** How far the colour of the card's flash samples travels over the capture: range of ln(R/B). */
function colourTravel({ flashSamples }: SimulatedCapture): number {
  const ratios = flashSamples.map((sample) => Math.log(sample.meanR / sample.meanB))
  return Math.max(...ratios) - Math.min(...ratios)
}

describe('a simulated capture', () => {
  test.each(SPECIES.map((species) => species.id))(
    'of %s has the same bytes for the same seed',
    async (species) => {
      const single = request(species, { challenge: null, frameCount: 1 })
      const [first, again] = [await simulateCapture(single), await simulateCapture(single)]
      expect(digest(first)).toBe(digest(again))
      expect(first.truth.species).toBe(species)
    },
  )

  test('has one frame at the end of every colour and its samples from the same seed', async () => {
    const [first, again] = [
      await simulateCapture(request('bona_fide')),
      await simulateCapture(request('bona_fide')),
    ]
    expect(first.frameTimesMs).toEqual([375, 775, 1175])
    expect([first.frames.length, first.quads.length]).toEqual([3, 3])
    expect(digest(first)).toBe(digest(again))
  })

  test('differs for another seed', async () => {
    const single = { challenge: null, frameCount: 1 } as const
    const one = await simulateCapture(request('bona_fide', single))
    const other = await simulateCapture(request('bona_fide', { ...single, seed: 'two' }))
    expect(digest(one)).not.toBe(digest(other))
  })

  test('is a 1280 by 800 JPEG without subsampling, or as asked', async () => {
    const { frames } = await simulateCapture(request('bona_fide', { challenge: null, frameCount: 1 }))
    const fine = await sharp(frames[0]).metadata()
    expect([fine.format, fine.width, fine.height, fine.chromaSubsampling]).toEqual([
      'jpeg',
      1280,
      800,
      '4:4:4',
    ])
    const jpeg = { quality: 75, chromaSubsampling: '4:2:0' } as const
    const coarse = await simulateCapture(request('bona_fide', { challenge: null, frameCount: 1, jpeg }))
    expect((await sharp(coarse.frames[0]).metadata()).chromaSubsampling).toBe('4:2:0')
  })

  test('without a flash has three to five frames and no samples', async () => {
    const capture = await simulateCapture(request('bona_fide', { challenge: null }))
    expect(capture.frames.length).toBeGreaterThanOrEqual(3)
    expect(capture.frames.length).toBeLessThanOrEqual(5)
    expect(capture.flashSamples).toEqual([])
  })

  test('lets the flash colour the card, less the brighter the room', async () => {
    const travelAt = async (roomLux: number) => {
      const stage = { roomLux, rollDegrees: 2, widthFraction: 0.6, tiltDegrees: [2, -3] } as const
      const capture = await simulateCapture(request('bona_fide', { stage }))
      expect(capture.flashSamples.length).toBe(12)
      return colourTravel(capture)
    }
    const [dim, bright] = [await travelAt(60), await travelAt(600)]
    expect(dim).toBeGreaterThan(0.25)
    expect(bright).toBeLessThan(0.6 * dim)
    expect(bright).toBeGreaterThan(0.03)
  })

  test('of a grey copy in neutral light carries no colour on the card', async () => {
    const capture = await simulateCapture(
      request('grey_copy', { challenge: null, frameCount: 1, stage: { roomKelvin: 6500, roomLux: 300 } }),
    )
    const quad = capture.quads[0]!
    const centreX = Math.round(quad.reduce((sum, corner) => sum + corner.x, 0) / 4)
    const centreY = Math.round(quad.reduce((sum, corner) => sum + corner.y, 0) / 4)
    const stats = await sharp(capture.frames[0])
      .extract({ left: centreX - 100, top: centreY - 60, width: 200, height: 120 })
      .stats()
    const means = stats.channels.map((channel) => channel.mean)
    expect(Math.max(...means) - Math.min(...means)).toBeLessThan(14)
  })

  test('refuses unknown species, unknown devices and uneven challenges', async () => {
    const code = (value: string) => expect.objectContaining({ code: value })
    await expect(simulateCapture(request('mask'))).rejects.toEqual(code('specimen_species_unknown'))
    await expect(simulateCapture(request('bona_fide', { device: 'x' }))).rejects.toEqual(
      code('specimen_device_unknown'),
    )
    const uneven = { colors: ['#FF0000'], holdMs: [] }
    await expect(simulateCapture(request('bona_fide', { challenge: uneven }))).rejects.toEqual(
      code('specimen_challenge_malformed'),
    )
  })
})
