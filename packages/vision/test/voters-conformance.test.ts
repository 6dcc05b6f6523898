import { describe, expect, it } from 'vitest'
import { assembleCardReading, type FusionPolicy, type Vote } from '@kartu/core'
import { VOTERS, cardFromQuad, castVotes, createEvidence, type Evidence, type RgbImage } from '@kartu/vision'

const TODAY = '2026-06-01'
const COLORS = ['#FF0000', '#000000', '#00FF00', '#FFFFFF', '#0000FF']

/** A scene without randomness from outside: flat colour plus reproducible noise of the given amplitude. */
function scene(widthPx: number, heightPx: number, level: number, noise: number, seed: number): RgbImage {
  const data = new Uint8Array(widthPx * heightPx * 3)
  let state = seed >>> 0
  for (let i = 0; i < data.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    data[i] = Math.min(255, Math.max(0, Math.round(level + noise * (state / 2 ** 31 - 1))))
  }
  return { width: widthPx, height: heightPx, data }
}

interface Shape {
  readonly images: readonly RgbImage[]
  readonly withCards?: boolean
  readonly challenge?: boolean
  readonly timed?: boolean
}

function evidenceOf({ images, withCards = true, challenge = true, timed = true }: Shape): Evidence {
  return createEvidence({
    frames: images.map((image, index) => ({
      index,
      image,
      encoding: { format: 'jpeg', jpegQuality: 92, chromaSubsampling: '4:4:4', quantisationDigest: 'a' },
      sha256: index.toString(16).padStart(64, '0'),
      tMs: timed ? 200 + 450 * index : null,
    })),
    cards: images.map(({ width, height }, i) =>
      withCards
        ? cardFromQuad(
            [
              { x: width * 0.1 + i, y: height * 0.1 },
              { x: width * 0.9 + i, y: height * 0.12 },
              { x: width * 0.9, y: height * 0.9 },
              { x: width * 0.1, y: height * 0.88 + i },
            ],
            1,
          )
        : null,
    ),
    bestFrame: 0,
    reading: assembleCardReading({}, { today: TODAY, specimensAllowed: true }),
    challenge: challenge ? { colors: COLORS, holdMs: [450, 450, 450, 450, 450] } : null,
    flashSource: 'screen',
    flashSamples: [],
    claims: {},
    specimensAllowed: true,
    today: TODAY,
  })
}

const five = (level: number, noise: number, widthPx = 640, heightPx = 400): RgbImage[] =>
  COLORS.map((_, i) => scene(widthPx, heightPx, level, noise, 17 + i))

const GREY = five(128, 6)
const TINY = five(128, 6, 3, 2)
const SINGLE = five(128, 6, 1, 1)
const BLACK = five(0, 0)
const WHITE = five(255, 0)
const NOISE = five(128, 120)

/** Evidence as poor as an accepted bundle can make it; built anew each time, since voters cache on the evidence. */
const POOR: Readonly<Record<string, () => Evidence>> = {
  'one frame': () => evidenceOf({ images: GREY.slice(0, 1) }),
  'no cards': () => evidenceOf({ images: GREY, withCards: false }),
  'no challenge': () => evidenceOf({ images: GREY, challenge: false }),
  'no frame times': () => evidenceOf({ images: GREY, timed: false }),
  'tiny frames': () => evidenceOf({ images: TINY }),
  'frames of one pixel': () => evidenceOf({ images: SINGLE }),
  'all black': () => evidenceOf({ images: BLACK }),
  'all white': () => evidenceOf({ images: WHITE }),
  'no frames at all': () => evidenceOf({ images: [] }),
  'pure noise': () => evidenceOf({ images: NOISE }),
}

const policy: FusionPolicy = {
  version: 'test',
  voters: Object.fromEntries(
    VOTERS.map((voter) => [
      voter.id,
      { failAbove: 0.5, hard: false, required: false, curve: [{ suspicion: 0, llr: 0 }] },
    ]),
  ),
  families: {
    antiSpoof: { prior: 0, positiveAtLeast: 1, negativeAtMost: -1, minimumPassed: 1 },
    tamper: { prior: 0, positiveAtLeast: 1, negativeAtMost: -1, minimumPassed: 1 },
  },
}

describe('The voter registry', () => {
  it('has unique ids in snake case and the voters that the contract names', () => {
    const ids = VOTERS.map((voter) => voter.id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id).toMatch(/^[a-z]+(_[a-z]+)*$/)
    expect(ids).toEqual(expect.arrayContaining(['flash_reflectance', 'specular_check', 'screen_moire']))
    expect(ids).toEqual(expect.arrayContaining(['nik_consistency', 'font_match', 'hologram_check']))
  })

  it('casts one vote a voter in the order of the registry', () => {
    const votes = castVotes(POOR['no challenge']!(), policy)
    expect(votes.map((vote) => vote.voter)).toEqual(VOTERS.map((voter) => voter.id))
  })

  it('refuses a policy that lacks a registered voter', () => {
    expect(() => castVotes(POOR['one frame']!(), { ...policy, voters: {} })).toThrow(
      expect.objectContaining({ code: 'policy_missing_voter' }),
    )
  })

  it('answers nothing but abstentions and information about a bundle without a card', () => {
    for (const vote of castVotes(POOR['no cards']!(), policy))
      expect(vote.outcome, vote.voter).not.toBe('failed')
  })

  it('keeps a voter that throws from deciding anything', () => {
    const broken = { ...POOR['one frame']!(), cards: null } as unknown as Evidence
    for (const vote of castVotes(broken, policy)) {
      if (!vote.faulted) continue
      expect(vote.outcome).toBe('abstained')
      expect(vote.suspicion).toBeUndefined()
    }
  })
})

describe.each(VOTERS.map((voter) => [voter.id, voter] as const))('%s', (_id, voter) => {
  it('says what it measures, what it cannot see and what it needs', () => {
    expect(voter.measures.length).toBeGreaterThan(20)
    expect(voter.blindTo.length).toBeGreaterThan(20)
    expect(voter.measures.endsWith('.')).toBe(true)
    expect(voter.blindTo.endsWith('.')).toBe(true)
    expect(voter.needs.length).toBeGreaterThan(0)
    expect(['antiSpoof', 'tamper']).toContain(voter.family)
  })

  it.each(Object.entries(POOR))(
    'answers %s without throwing, within 0 to 1, and the same twice',
    (_name, build) => {
      const vote: Vote = voter.vote(build())
      if (vote.kind === 'scored') {
        expect(vote.suspicion).toBeGreaterThanOrEqual(0)
        expect(vote.suspicion).toBeLessThanOrEqual(1)
      }
      expect(vote.reason.endsWith('.')).toBe(true)
      for (const value of Object.values(vote.evidence ?? {})) {
        if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true)
      }
      expect(voter.vote(build())).toEqual(vote)
    },
  )

  it.each(['no cards', 'one frame', 'no frames at all', 'frames of one pixel'])(
    'abstains rather than guesses on %s',
    (name) => {
      // Lattice and hue of print show in a single frame.
      if (name === 'one frame' && ['screen_moire', 'copy_check'].includes(voter.id)) return
      expect(voter.vote(POOR[name]!()).kind).toBe('abstained')
    },
  )
})
