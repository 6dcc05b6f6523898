import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { VOTERS } from '@kartu/vision'
import { filmPresentation } from '../evaluate/film-presentation.ts'
import { planEvaluation } from '../evaluate/plan-evaluation.ts'
import { cutTrailer } from '../real-pictures/cut-trailer.ts'
import { realPicturesBenchmark } from '../real-pictures/real-pictures.ts'

const JPEG_START = [0xff, 0xd8]
let folder: string
let genuineFrame: Uint8Array

const order = (where: string, assumesCard = false) => ({
  runs: undefined,
  seed: undefined,
  folder: where,
  assumesCard,
  report: () => {},
})

/** Two frames of simulated captures a label, and one picture without a card. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kartu-pictures-'))
  await writeFile(join(folder, 'SIMULATED'), '')
  const planned = planEvaluation({
    split: 'evaluate',
    seed: 'pictures',
    genuineCount: 1,
    attackCount: 1,
    species: ['bona_fide', 'grey_copy'],
  }).filter(({ flash }) => !flash)
  for (const presentation of planned) {
    const { exhibit, genuine, species } = await filmPresentation(presentation)
    const label = genuine ? 'genuine' : species
    await mkdir(join(folder, label))
    if (genuine) genuineFrame = exhibit.frames[0]!.bytes
    for (const [i, { bytes }] of exhibit.frames.slice(0, 2).entries())
      await writeFile(join(folder, label, `${i}.jpg`), bytes)
  }
  const plain = sharp({ create: { width: 640, height: 400, channels: 3, background: '#7a8a99' } })
  await writeFile(join(folder, 'genuine', 'no-card.png'), await plain.png().toBuffer())
  await writeFile(join(folder, 'genuine', 'notes.txt'), 'not a picture')
})

afterAll(() => rm(folder, { recursive: true, force: true }))

describe('A folder of pictures', () => {
  it('is judged picture by picture, pictures without a card counted as abstentions', async () => {
    const figures = await realPicturesBenchmark.run(order(folder))
    expect(figures).toMatchObject({
      simulated: true,
      cards: 'located',
      labels: { genuine: { pictures: 3, cardFound: 2 }, grey_copy: { pictures: 2, cardFound: 2 } },
    })
    expect(Object.keys(figures.voters)).toEqual(VOTERS.map(({ id }) => id))
    const { copy_check: copy, frame_independence: independence } = figures.voters
    expect(copy).toMatchObject({
      genuine: { pictures: 3, scored: 2 },
      attacks: { pictures: 2, scored: 2 },
      auc: { value: 1 },
    })
    expect(copy?.genuine.abstained.value).toBeCloseTo(1 / 3)
    expect(copy?.roc.at(-1)).toMatchObject({ genuineRefused: 1, attacksRefused: 1 })
    expect(independence?.auc).toBeNull()
    const text = realPicturesBenchmark.print(figures)
    expect(text).toMatch(/^SIMULATED pictures/)
    expect(text).toMatch(/copy_check +1\.000/)
    expect(text).toMatch(/abstained on all pictures of one kind\): .*frame_independence/)
  })

  it('may take the middle of every picture for the card', async () => {
    const figures = await realPicturesBenchmark.run(order(folder, true))
    expect(figures.labels['genuine']).toEqual({ pictures: 3, cardFound: 3 })
    expect(figures.voters['screen_moire']?.genuine.pictures).toBe(3)
    expect(figures.voters['font_match']?.auc).toBeNull()
  })

  it('is refused before anything is judged when a file is damaged, naming it', async () => {
    const damaged = join(folder, 'grey_copy', 'z.jpg')
    await writeFile(damaged, genuineFrame.subarray(0, genuineFrame.length / 2))
    await expect(realPicturesBenchmark.run(order(folder))).rejects.toMatchObject({
      code: 'picture_invalid',
      message: expect.stringMatching(/^grey_copy\/z\.jpg: /),
    })
    await rm(damaged)
  })

  it('must hold both kinds', async () => {
    for (const where of [join(folder, 'genuine'), join(folder, 'absent')])
      await expect(realPicturesBenchmark.run(order(where))).rejects.toMatchObject({
        code: 'pictures_missing',
      })
  })
})

describe('What a phone appends to a photograph', () => {
  it('is cut off, and nothing else is', () => {
    const trailer = Uint8Array.of(1, 2, 0xff, 0xd9, 3)
    expect(cutTrailer(Buffer.concat([genuineFrame, trailer]))).toEqual(Buffer.from(genuineFrame))
    expect(cutTrailer(genuineFrame)).toEqual(genuineFrame)
  })

  it('is looked for in JPEG only, and a broken one is left to the decoder', () => {
    for (const bytes of [
      Uint8Array.of(),
      Uint8Array.of(0x89, 0x50),
      Uint8Array.from([...JPEG_START, 0xff, 0xda, 0, 2, 7]),
    ])
      expect(cutTrailer(bytes)).toEqual(bytes)
  })
})
