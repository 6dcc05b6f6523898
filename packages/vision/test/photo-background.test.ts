import type { CardReading, Vote } from '@kartu/core'
import { expect, it } from 'vitest'
import { cardFromQuad, createEvidence } from '@kartu/vision'
import { photoBackground } from '../src/voters/photo-background.ts'

const WIDTH = 800
const HEIGHT = 560
/** The card lies inside the picture by these margins. */
const CARD = { x: 60, y: 60, width: 680, height: 429 }
const RED = [190, 30, 35]
const BLUE = [30, 80, 190]
const GREY = [120, 120, 122]

/** A pale card whose photo has one colour, lit by a lamp that tints everything. */
function ask(options: {
  readonly photo: readonly number[]
  readonly birth: string | null
  readonly nationality?: string
  readonly confidence?: number
  readonly lamp?: readonly [number, number, number]
}): Vote {
  const { photo, birth, nationality = 'WNI', confidence = 0.99, lamp = [1, 1, 1] } = options
  const data = new Uint8Array(WIDTH * HEIGHT * 3)
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const [u, v] = [(x - CARD.x) / CARD.width, (y - CARD.y) / CARD.height]
      const inPhoto = u > 0.69 && u < 0.905 && v > 0.22 && v < 0.63
      const onCard = u >= 0 && u < 1 && v >= 0 && v < 1
      const color = inPhoto ? photo : onCard ? [178, 200, 206] : [70, 60, 50]
      for (let c = 0; c < 3; c++) data[(y * WIDTH + x) * 3 + c] = Math.min(255, color[c]! * lamp[c]!)
    }
  }
  const { x, y, width, height } = CARD
  const corners = [
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ] as const
  const fields = { dateOfBirth: { value: birth, confidence }, nationality: { value: nationality } }
  const encoding = {
    format: 'png',
    jpegQuality: null,
    chromaSubsampling: null,
    quantisationDigest: null,
  } as const
  const evidence = createEvidence({
    frames: [{ index: 0, image: { width: WIDTH, height: HEIGHT, data }, encoding, sha256: '', tMs: null }],
    cards: [cardFromQuad(corners, 1)],
    reading: { fields } as unknown as CardReading,
    challenge: null,
    flashSource: null,
    flashSamples: [],
    claims: {},
    specimensAllowed: true,
    today: '2026-06-01',
  })
  return photoBackground.vote(evidence)
}

const suspicionOf = (vote: Vote) => (vote.kind === 'scored' ? vote.suspicion : null)

for (const lamp of [
  [1, 1, 1],
  [1.15, 1, 0.75],
  [0.85, 1, 1.15],
] as const) {
  it(`knows red from blue under a lamp of colour ${lamp.join(', ')}`, () => {
    expect(suspicionOf(ask({ photo: RED, birth: '1995-07-05', lamp }))).toBeLessThan(0.5)
    expect(suspicionOf(ask({ photo: BLUE, birth: '1996-07-05', lamp }))).toBeLessThan(0.5)
    expect(suspicionOf(ask({ photo: BLUE, birth: '1995-07-05', lamp }))).toBeGreaterThan(0.5)
    expect(suspicionOf(ask({ photo: RED, birth: '1996-07-05', lamp }))).toBeGreaterThan(0.5)
  })
}

it('abstains where the colour, the date or the rule is not known', () => {
  expect(ask({ photo: GREY, birth: '1995-07-05' }).kind).toBe('abstained')
  expect(ask({ photo: RED, birth: null }).kind).toBe('abstained')
  expect(ask({ photo: RED, birth: '1996-07-05', confidence: 0.6 }).kind).toBe('abstained')
  expect(ask({ photo: RED, birth: '1996-07-05', nationality: 'WNA' }).kind).toBe('abstained')
})
