import type { FusionPolicy, VoterFamily } from '@kartu/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CaptureRecord } from '../evaluate/capture-record.ts'
import { chooseBounds, temperOf } from '../fit-policy/choose-bounds.ts'
import { fitCurve } from '../fit-policy/fit-curve.ts'
import { fitVoters } from '../fit-policy/fit-voters.ts'

const POLICY: FusionPolicy = {
  version: 'test',
  voters: {
    copy_check: { failAbove: 0.5, hard: true, required: false, curve: [{ suspicion: 0, llr: 0 }] },
    font_match: { failAbove: 0.5, hard: false, required: false, curve: [{ suspicion: 0, llr: 0 }] },
  },
  families: {
    antiSpoof: { prior: 0, positiveAtLeast: 1, negativeAtMost: -1, minimumPassed: 1 },
    tamper: { prior: 0, positiveAtLeast: 1, negativeAtMost: -1, minimumPassed: 1 },
  },
}

/** A record of which only the votes matter. */
function record(species: string, suspicions: Readonly<Record<string, number | null>>): CaptureRecord {
  const families: Readonly<Record<string, VoterFamily>> = { copy_check: 'antiSpoof', font_match: 'tamper' }
  return {
    id: species,
    species,
    genuine: species === 'bona_fide',
    variety: null,
    device: 'a',
    light: 'b',
    simulated: true,
    flash: false,
    heldBack: false,
    tier: 'low',
    verdict: 'failed',
    reason: '',
    margin: null,
    isCardFound: true,
    silent: [],
    cpuMs: 0,
    stageMs: {},
    votes: Object.entries(suspicions).map(([voter, suspicion]) => ({
      voter,
      family: families[voter]!,
      outcome: 'passed',
      suspicion,
      faulted: false,
      cpuMs: 0,
    })),
    file: { bytesPerPixel: 1, quality: 90, subsampling: '4:4:4', tables: '' },
    picture: null,
  }
}

const many = (n: number, make: (i: number) => CaptureRecord) => Array.from({ length: n }, (_, i) => make(i))

describe('A fitted curve', () => {
  test('ascends in suspicion and never rises, whatever was measured', () => {
    const suspicions = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 80 })
    fc.assert(
      fc.property(suspicions, suspicions, suspicions, (genuine, one, other) => {
        const curve = fitCurve(genuine, [
          { suspicions: one, captures: 80 },
          { suspicions: other, captures: 80 },
        ])
        for (const [i, { suspicion, llr }] of curve.entries()) {
          const next = curve[i + 1]
          if (!next) continue
          expect(next.suspicion).toBeGreaterThan(suspicion)
          expect(next.llr).toBeLessThanOrEqual(llr)
        }
      }),
    )
  })

  test('is the logarithm of how much more often genuine captures look like that', () => {
    const clean = Array.from({ length: 900 }, () => 0.05)
    const dirty = Array.from({ length: 100 }, () => 0.95)
    const curve = fitCurve([...clean, ...dirty], [{ suspicions: [...clean.slice(0, 450), ...dirty, ...dirty, ...dirty, ...dirty, ...dirty.slice(0, 50)], captures: 900 }]) // prettier-ignore
    expect(curve[0]?.llr).toBeCloseTo(Math.log(0.9 / 0.5), 1)
    expect(curve.at(-1)?.llr).toBeCloseTo(Math.log(0.1 / 0.5), 1)
  })

  test('counts species alike, however many captures each has', () => {
    const blind = { suspicions: Array.from({ length: 1000 }, () => 0.05), captures: 1000 }
    const seen = { suspicions: Array.from({ length: 10 }, () => 0.95), captures: 10 }
    const curve = fitCurve(
      Array.from({ length: 1000 }, () => 0.05),
      [blind, seen],
    )
    expect(curve[0]?.llr).toBeCloseTo(Math.log(2), 1)
  })
})

describe('The policy', () => {
  const genuine = many(200, (i) => record('bona_fide', { copy_check: i === 0 ? 0.9 : 0.1, font_match: 0.1 }))
  const copies = many(50, () => record('grey_copy', { copy_check: 0.95, font_match: null }))
  const edits = many(50, (i) => record('retyped_field', { copy_check: 0.1, font_match: i < 40 ? 0.8 : 0.1 }))
  const records = [...genuine, ...copies, ...edits]

  test('raises a threshold that refuses too many genuine captures, as far as that spares any', () => {
    const worse = [...genuine, ...many(10, () => record('bona_fide', { copy_check: 0.62, font_match: 0.1 }))]
    expect(fitVoters(records, POLICY)['copy_check']?.failAbove).toBe(0.5)
    expect(fitVoters([...worse, ...copies], POLICY)['copy_check']?.failAbove).toBe(0.65)
    const hopeless = [
      ...genuine,
      ...many(10, () => record('bona_fide', { copy_check: 0.99, font_match: 0.1 })),
    ]
    expect(fitVoters([...hopeless, ...copies], POLICY)['copy_check']?.failAbove).toBe(0.9)
  })

  test('judges a voter by the attacks of its own family and says so', () => {
    const { copy_check: copy, font_match: font } = fitVoters(records, POLICY)
    expect(copy?.basis).toContain('grey_copy 50 of 50')
    expect(font?.basis).toContain('retyped_field 40 of 50')
    expect(font?.basis).not.toContain('grey_copy')
  })

  test('puts each bound where attacks stop and genuine captures hardly do', () => {
    const policy = { ...POLICY, voters: fitVoters(records, POLICY) }
    const { positiveAtLeast, negativeAtMost, basis } = chooseBounds(records, 'tamper', policy)
    expect(positiveAtLeast).toBeLessThanOrEqual(policy.voters['font_match']!.curve[0]!.llr)
    expect(negativeAtMost).toBeLessThan(positiveAtLeast)
    expect(basis).toContain('20.0 % pass')
  })

  test('tempers evidence that two voters of one mind count twice', () => {
    const twin = (species: string, suspicion: number) =>
      record(species, { copy_check: suspicion, font_match: null })
    const unsure = [
      ...many(100, (i) => twin('bona_fide', i < 60 ? 0.1 : 0.9)),
      ...many(100, (i) => twin('grey_copy', i < 40 ? 0.1 : 0.9)),
    ]
    const fitted = fitVoters(unsure, POLICY)
    const doubled = Object.fromEntries(
      Object.entries(fitted).map(([id, voter]) => [
        id,
        { ...voter, curve: voter.curve.map(({ suspicion, llr }) => ({ suspicion, llr: 2 * llr })) },
      ]),
    )
    expect(temperOf(unsure, 'antiSpoof', { ...POLICY, voters: fitted }).temper).toBeGreaterThan(0.85)
    expect(temperOf(unsure, 'antiSpoof', { ...POLICY, voters: doubled }).temper).toBeLessThan(0.65)
  })
})
