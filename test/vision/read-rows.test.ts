import { assembleCardReading } from '@kartu/core'
import { decodeFrame, loadModels, type Models } from '@kartu/server'
import { inventCard, renderCard, simulateCapture, type SpecimenCard } from '@kartu/specimen'
import { cardFromQuad, createEvidence, readRows, rectifyCard, type RgbImage } from '@kartu/vision'
import { beforeAll, describe, expect, it } from 'vitest'

const CONTEXT = { today: '2026-06-01', specimensAllowed: true } as const
const CARD_WIDTH_PX = 1280

describe('reading a card', () => {
  let models: Models
  beforeAll(async () => {
    models = await loadModels()
  })

  const readFlat = async (picture: RgbImage) => {
    const corner = (x: number, y: number) => ({ x: x - 0.5, y: y - 0.5 })
    const { width, height } = picture
    const outline = cardFromQuad(
      [corner(0, 0), corner(width, 0), corner(width, height), corner(0, height)],
      1,
    )
    const rectified = (_: number, widthPx: number) => rectifyCard(picture, outline, widthPx)
    const frames = [{ image: picture }]
    return readRows({ frames, cards: [outline], bestFrame: 0, rectified }, models.lineReader)
  }

  const expectFields = (card: SpecimenCard, rows: Awaited<ReturnType<typeof readFlat>>) => {
    const { fields } = assembleCardReading(rows, CONTEXT)
    expect(fields.nik.value).toBe(card.printed.nik)
    expect(fields.dateOfBirth.value).toBe(card.values.dateOfBirth)
    expect(fields.gender.value).toBe(card.values.gender)
    expect(fields.rtRw.value).toBe(card.values.rtRw)
    expect(fields.issueDate.value).toBe(card.values.issueDate)
  }

  it('reads every row of flat specimens letter by letter', async () => {
    for (const seed of ['reading-a', 'reading-b', 'reading-c']) {
      const card = inventCard(seed)
      const rows = await readFlat(renderCard(card, CARD_WIDTH_PX))
      expect(rows.nik?.text).toBe(card.printed.nik)
      expect(rows.name?.text).toBe(card.printed.fullName)
      expect(rows.bloodType?.text).toBe(card.printed.bloodType)
      expect(rows.religion?.text).toBe(card.printed.religion)
      expect(rows.validUntil?.text).toBe(card.printed.validUntil)
      expect(rows.province?.text).toBe(card.provinceLine)
      expect(rows.issuePlace?.text).toBe(card.issuePlace)
      for (const line of Object.values(rows)) {
        expect(line.confidences).toHaveLength(line.text.length)
        expect(line.alternatives).toHaveLength(line.text.length)
      }
      expectFields(card, rows)
    }
  })

  it('reads the fields of a card filmed under flash colours', async () => {
    const card = inventCard('reading-filmed')
    const challenge = {
      colors: ['#FF0000', '#000000', '#00FFFF', '#0000FF', '#FFFF00'],
      holdMs: [450, 400, 500, 420, 480],
    }
    const capture = await simulateCapture({
      card,
      species: 'bona_fide',
      device: 'phone-midrange',
      challenge,
      seed: 'reading-filmed',
      stage: { widthFraction: 0.8 },
    })
    const frames = []
    for (const [index, bytes] of capture.frames.entries()) {
      frames.push({
        ...(await decodeFrame(bytes)),
        index,
        sha256: '',
        tMs: capture.frameTimesMs[index] ?? null,
      })
    }
    const evidence = createEvidence({
      frames,
      cards: capture.quads.map((quad) => cardFromQuad(quad, 1)),
      reading: assembleCardReading({}, CONTEXT),
      challenge,
      flashSource: 'screen',
      flashSamples: capture.flashSamples,
      claims: {},
      ...CONTEXT,
    })
    expectFields(card, await readRows(evidence, models.lineReader))
  })

  it('reports nothing on a blank card', async () => {
    const height = 807
    const data = new Uint8Array(CARD_WIDTH_PX * height * 3).fill(200)
    const rows = await readFlat({ width: CARD_WIDTH_PX, height, data })
    const { fields } = assembleCardReading(rows, CONTEXT)
    expect(fields.nik.value).toBeNull()
    expect(fields.fullName.value).toBeNull()
  })
})
