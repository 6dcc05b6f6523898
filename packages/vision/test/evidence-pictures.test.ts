import { describe, expect, it } from 'vitest'
import { assembleCardReading } from '@kartu/core'
import {
  PICTURE_BYTES_MAX,
  VOTERS,
  cardFromQuad,
  createEvidence,
  drawEvidence,
  type Evidence,
  type EvidencePicture,
} from '@kartu/vision'
import { escapeXml } from '../src/pictures/svg-notation.ts'
import { pngDataUri } from '../src/pictures/png.ts'
import { GREY } from '../src/pictures/palettes.ts'
import { CODE, stageEvidence } from './staged-evidence.ts'

const HOSTILE = '"><script>alert(1)</script>&\u0000'

/** Elements that open are closed in their order; attributes hold no raw angle bracket. */
function expectWellFormed(svg: string): void {
  const open: string[] = []
  for (const [, closing, name, , isEmpty] of svg.matchAll(
    /<(\/?)([a-z]+)((?:\s[\w:-]+="[^"<>]*")*)(\/?)>/g,
  )) {
    if (closing) expect(open.pop()).toBe(name)
    else if (!isEmpty) open.push(name!)
  }
  expect(open).toEqual([])
  expect(svg.replaceAll(/<\/?[a-z]+(?:\s[\w:-]+="[^"<>]*")*\/?>/g, '')).not.toMatch(/[<>]/)
}

function expectSafe({ svg, widthPx, heightPx, caption }: EvidencePicture): void {
  expectWellFormed(svg)
  expect(svg.length).toBeLessThanOrEqual(PICTURE_BYTES_MAX)
  expect(svg).not.toMatch(/NaN|Infinity|undefined/)
  expect(svg).not.toMatch(/<script|<foreignobject|\son\w+=/i)
  for (const [, href] of svg.matchAll(/href="([^"]*)"/g)) expect(href).toMatch(/^data:image\/png;base64,/)
  expect(widthPx).toBeGreaterThan(0)
  expect(heightPx).toBeGreaterThan(0)
  expect(caption.en).toMatch(/genuine/)
  expect(caption.id).toMatch(/asli/)
}

const picture = (voter: string, evidence: Evidence): EvidencePicture => {
  const drawn = drawEvidence(voter, evidence)
  if (!drawn) throw new Error(`${voter} drew nothing`)
  expectSafe(drawn)
  return drawn
}

const LIT = { lit: CODE, modulation: 0.6, falloff: 0.2 }
const STAGED = stageEvidence(LIT)
/** Voters keep what they computed by the evidence object: a copy knows nothing yet. */
const lit = (): Evidence => ({ ...STAGED })

describe('An evidence picture', () => {
  it.each([
    'flash_reflectance',
    'flash_falloff',
    'emission_check',
    'specular_check',
    'screen_moire',
    'frame_independence',
    'copy_check',
    'halftone_check',
    'card_corners',
  ])('of %s is self-contained, small and the same twice', (voter) => {
    expect(picture(voter, lit())).toEqual(picture(voter, lit()))
  })

  it('holds a title that is text, whatever stood in it', () => {
    expect(escapeXml(HOSTILE)).toBe('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;\uFFFD')
  })

  it('is none for a voter without something to show, or unknown', () => {
    const evidence = lit()
    expect(drawEvidence('nik_consistency', evidence)).toBeNull()
    expect(drawEvidence('no_such_voter', evidence)).toBeNull()
    expect(drawEvidence('toString', evidence)).toBeNull()
  })

  it('costs a vote nothing: voting after drawing answers the same', () => {
    const [drawn, plain] = [lit(), lit()]
    for (const voter of VOTERS) {
      drawEvidence(voter.id, drawn)
      expect(voter.vote(drawn)).toEqual(voter.vote(plain))
    }
  })
})

describe('What a picture shows', () => {
  it('a lattice as rings, print without one as none', () => {
    const lattice = CODE.map((_, frame) => ({ x: 0.21 + 0.02 * frame, y: 0.17 }))
    expect(picture('screen_moire', stageEvidence({ ...LIT, lattice })).svg).toMatch(/<circle/)
    expect(picture('screen_moire', lit()).svg).not.toMatch(/<circle/)
  })

  it('frames of one exposure as alarming pairs', () => {
    const framed = /stroke="#d1242f"/
    expect(picture('frame_independence', stageEvidence({ ...LIT, oneExposure: true })).svg).toMatch(framed)
    expect(picture('frame_independence', lit()).svg).not.toMatch(framed)
  })

  it('how surely the code was seen', () => {
    const seen = picture('flash_reflectance', lit()).svg
    expect(seen).toMatch(/score 0\.9\d/)
    expect(seen).toContain('stroke-dasharray')
    for (const color of CODE) expect(seen).toContain(`fill="${color}"`)
  })

  it('a grey copy as one hue', () => {
    const spread = (evidence: Evidence): number =>
      Number(/95 %: ([\d.]+)/.exec(picture('copy_check', evidence).svg)?.[1])
    expect(spread(stageEvidence({ ...LIT, grey: true }))).toBeLessThan(0.05)
    expect(spread(lit())).toBeGreaterThan(0.14)
  })
})

describe('Evidence as poor as an accepted bundle can make it', () => {
  const frameOf = (width: number, height: number, level: number) => ({
    image: { width, height, data: new Uint8Array(width * height * 3).fill(level) },
    encoding: {
      format: 'png',
      jpegQuality: null,
      chromaSubsampling: null,
      quantisationDigest: null,
    } as const,
  })
  const poor = (frames: readonly ReturnType<typeof frameOf>[], withCards = true): Evidence =>
    createEvidence({
      frames: frames.map((frame, index) => ({
        ...frame,
        index,
        sha256: `${index}`.padStart(64, '0'),
        tMs: 200 + 450 * index,
      })),
      cards: frames.map(({ image: { width, height } }) =>
        withCards
          ? cardFromQuad(
              [
                { x: 0, y: 0 },
                { x: width, y: 0 },
                { x: width, y: height },
                { x: 0, y: height },
              ],
              1,
            )
          : null,
      ),
      reading: assembleCardReading({}, { today: '2026-06-01', specimensAllowed: true }),
      challenge: { colors: CODE, holdMs: CODE.map(() => 450) },
      flashSource: 'screen',
      flashSamples: [],
      claims: {},
      specimensAllowed: true,
      today: '2026-06-01',
    })

  it.each([
    ['no frames', poor([])],
    ['one frame', poor([frameOf(640, 400, 128)])],
    [
      'no cards',
      poor(
        CODE.map(() => frameOf(640, 400, 128)),
        false,
      ),
    ],
    ['all black', poor(CODE.map(() => frameOf(640, 400, 0)))],
    ['all white', poor(CODE.map(() => frameOf(640, 400, 255)))],
    ['frames of one pixel', poor(CODE.map(() => frameOf(1, 1, 128)))],
    ['twelve frames', poor(Array.from({ length: 12 }, () => frameOf(1280, 800, 90)))],
  ])('is drawn or not, but never wrongly: %s', (_name, evidence) => {
    for (const { id } of VOTERS) {
      const drawn = drawEvidence(id, evidence)
      if (drawn) expectSafe(drawn)
    }
  })
})

describe('A stored PNG', () => {
  it('has its dimensions, its checksums and a length that its dimensions decide', () => {
    const noisy = pngDataUri(
      { width: 300, height: 260, data: Uint8Array.from({ length: 78_000 }, (_, i) => (i * 97) % 251) },
      GREY,
    )
    const flat = pngDataUri({ width: 300, height: 260, data: new Uint8Array(78_000) }, GREY)
    expect(noisy.length).toBe(flat.length)
    expect(noisy).toMatch(/^data:image\/png;base64,iVBORw0KGgo[A-Za-z0-9+/]+={0,2}$/)
  })
})
