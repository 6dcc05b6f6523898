import {
  assembleCardReading,
  fuse,
  parseFusionPolicy,
  type CardReading,
  type CastVote,
  type FieldName,
} from '@kartu/core'
import { inventCard, simulateCapture, type SimulatedCapture } from '@kartu/specimen'
import { describe, expect, test } from 'vitest'
import { decodeFrame } from '../../src/adapters/decode-frame.ts'
import { loadModels } from '../../src/adapters/models.ts'
import { loadPolicy } from '../../src/load-policy.ts'
import { compareReadings } from '../../src/verify/compare-readings.ts'
import { decideTier } from '../../src/verify/decide-tier.ts'
import type { Exhibit, ExhibitFrame } from '../../src/verify/exhibit.ts'
import { joinStages, type StageFindings } from '../../src/verify/join-stages.ts'
import { examineFrames } from '../../src/verify/pipeline.ts'
import { splitStages } from '../../src/verify/split-stages.ts'

const CHALLENGE = {
  colors: ['#FF0000', '#000000', '#00FFFF', '#0000FF', '#FFFF00'],
  holdMs: [450, 400, 500, 420, 480],
}
const CONTEXT = { today: '2026-06-01', specimensAllowed: true } as const
const GUIDED = { widthFraction: 0.72, rollDegrees: 2, tiltDegrees: [3, -3], tremor: 0.6 } as const
const policy = parseFusionPolicy(await loadPolicy())

function exhibitOf(timesMs: readonly (number | null)[], frames?: readonly ExhibitFrame[]): Exhibit {
  return {
    frames: frames ?? timesMs.map((tMs, i) => ({ bytes: new Uint8Array([i]), sha256: String(i), tMs })),
    challenge: CHALLENGE,
    flashSource: 'screen',
    flashSamples: [],
    claims: {},
    ...CONTEXT,
  }
}

function readingOf(values: Partial<Record<FieldName, string>>, confidence = 0.99): CardReading {
  const blank = assembleCardReading({}, CONTEXT)
  const fields = Object.entries(values).map(([field, value]) => [
    field,
    { ...blank.fields[field as FieldName], raw: value, value, confidence },
  ])
  return { ...blank, fields: { ...blank.fields, ...Object.fromEntries(fields) } }
}

const HOLDER = { nik: '3171234506900001', fullName: 'SITI SPESIMEN', dateOfBirth: '1990-06-05' }

describe('the stages of a capture', () => {
  test('are told apart by times before the first colour', () => {
    const { lit, before } = splitStages(exhibitOf([-9000, -8700, 200, 700]))
    expect(before?.frames.map(({ tMs }) => tMs)).toEqual([-9000, -8700])
    expect(before).toMatchObject({ challenge: null, flashSource: null })
    expect(lit.frames.map(({ tMs }) => tMs)).toEqual([200, 700])
    expect(lit.challenge).toEqual(CHALLENGE)
  })

  test('are one where no flash was shown, no times are told, or nothing is lit', () => {
    for (const timesMs of [
      [null, null],
      [0, 400],
      [-900, -400],
    ]) {
      expect(splitStages(exhibitOf(timesMs)).before).toBeNull()
    }
    expect(splitStages({ ...exhibitOf([-900, 400]), challenge: null }).before).toBeNull()
  })
})

describe('readings of two cameras', () => {
  test('are of one card when its key fields are the same to the letter', () => {
    expect(compareReadings(readingOf(HOLDER), readingOf(HOLDER)).sameCard).toBe('same')
  })

  test('prove nothing when a key field was not read, or differs in one character', () => {
    const { nik: _nik, ...withoutNik } = HOLDER
    expect(compareReadings(readingOf(HOLDER), readingOf(withoutNik)).sameCard).toBe('unknown')
    const slip = { ...HOLDER, nik: '3171234506900002' }
    expect(compareReadings(readingOf(HOLDER), readingOf(slip))).toMatchObject({
      sameCard: 'unknown',
      differing: ['nik'],
    })
    const renamed = { ...HOLDER, fullName: 'SITA SPESIMEN' }
    expect(compareReadings(readingOf(HOLDER), readingOf(renamed)).sameCard).toBe('unknown')
  })

  test('are of two cards when the NIK is another one', () => {
    const other = { ...HOLDER, nik: '3273156512850001' }
    expect(compareReadings(readingOf(HOLDER), readingOf(other)).sameCard).toBe('other')
  })

  test('may differ by a letter in a long line, and by anything where either was unsure', () => {
    const at = (address: string, confidence?: number) => {
      const reading = readingOf(HOLDER)
      const { fields } = readingOf({ address }, confidence)
      return { ...reading, fields: { ...reading.fields, address: fields.address } }
    }
    expect(compareReadings(at('JL. MELATI NO. 12'), at('JL. MELATI N0. 12')).sameCard).toBe('same')
    expect(compareReadings(at('JL. MELATI NO. 12'), at('JL. KENANGA NO. 7')).sameCard).toBe('unknown')
    expect(compareReadings(at('JL. MELATI NO. 12'), at('JL. KENANGA NO. 7', 0.5)).sameCard).toBe('same')
  })
})

describe('two stages joined', () => {
  const voters = Object.entries(policy.voters).map(([voter]) => voter)
  const castAll = (outcome: CastVote['outcome'], suspicion: number): CastVote[] =>
    voters.map((voter) => ({
      voter,
      family: ['nik_consistency', 'font_match', 'hologram_check'].includes(voter) ? 'tamper' : 'antiSpoof',
      outcome,
      ...(outcome === 'abstained' ? {} : { suspicion }),
      reason: outcome,
      evidence: {},
      faulted: false,
    }))
  const stage = (votes: readonly CastVote[], reading = readingOf(HOLDER)): StageFindings => ({
    isCardFound: true,
    reading,
    votes,
  })
  const kinds = [castAll('passed', 0), castAll('passed', 0.3), castAll('abstained', 0), castAll('failed', 1)]

  test('are never better than the lit one alone', () => {
    for (const lit of kinds) {
      for (const before of kinds) {
        const alone = fuse(lit, policy).families
        const joined = fuse(joinStages(stage(lit), stage(before), policy).votes, policy).families
        for (const family of ['antiSpoof', 'tamper'] as const) {
          expect(joined[family].evidence).toBeLessThanOrEqual(alone[family].evidence)
          expect(joined[family].passed).toBeLessThanOrEqual(alone[family].passed)
        }
      }
    }
  })

  test('take the flash back from a card that was not proven to be the one photographed before', () => {
    const [passed] = kinds
    const flashOf = (reading: CardReading) =>
      joinStages(stage(passed!), stage(passed!, reading), policy).votes.find(
        ({ voter }) => voter === 'flash_reflectance',
      )
    expect(flashOf(readingOf(HOLDER))?.outcome).toBe('passed')
    expect(flashOf(readingOf({}))?.outcome).toBe('abstained')
    expect(flashOf(readingOf({ ...HOLDER, nik: '3273156512850001' }))?.outcome).toBe('failed')
  })

  test('leave the lit one as it is when the other shows no card', () => {
    const lit = stage(kinds[0]!)
    expect(joinStages(lit, { ...stage(kinds[3]!), isCardFound: false }, policy)).toBe(lit)
  })
})

describe('the real pipeline', { timeout: 120_000 }, () => {
  const [card, stranger] = [inventCard('two/holder'), inventCard('two/stranger')]
  const film = (shown: typeof card, device: string, challenge: typeof CHALLENGE | null) =>
    simulateCapture({
      card: shown,
      species: 'bona_fide',
      device,
      challenge,
      seed: `two/${device}`,
      frameCount: 3,
      stage: GUIDED,
    })
  const framesOf = ({ frames, frameTimesMs }: SimulatedCapture, fromMs: number): ExhibitFrame[] =>
    frames.map((bytes, i) => ({ bytes, sha256: `${fromMs}/${i}`, tMs: fromMs + frameTimesMs[i]! }))

  test('gives high to one card before both cameras, and never the fields of a card that no flash lit', async () => {
    const instruments = {
      ...(await loadModels()),
      decode: decodeFrame,
      policy,
      clock: { nowMs: () => performance.now() },
    }
    const front = await film(card, 'phone-compact', CHALLENGE)
    const judge = async (rear: SimulatedCapture) => {
      const exhibit = {
        ...exhibitOf([], [...framesOf(rear, -9000), ...framesOf(front, 0)]),
        flashSamples: front.flashSamples,
      }
      const findings = await examineFrames(exhibit, instruments)
      const basis = { exhibit, organisation: { requireFlash: false }, areFramesSeenBefore: false }
      return { findings, ...decideTier(basis, findings, fuse(findings.votes, policy)) }
    }
    const genuine = await judge(await film(card, 'phone-large-frame', null))
    expect(genuine.assuranceTier).toBe('high')
    expect(genuine.findings.reading.fields.nik.value).toBe(card.printed.nik)
    const spliced = await judge(await film(stranger, 'phone-large-frame', null))
    expect(spliced.assuranceTier).toBe('low')
    expect(spliced.findings.reading.fields.nik.value).toBe(card.printed.nik)
    expect(spliced.findings.votes.find(({ voter }) => voter === 'flash_reflectance')).toMatchObject({
      outcome: 'failed',
      evidence: { sameCard: 'other' },
    })
  })
})
