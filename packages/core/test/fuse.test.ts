import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  castFault,
  castVote,
  fuse,
  parseFusionPolicy,
  type CastVote,
  type VoterFamily,
} from '../src/index.ts'

const curve = [
  { suspicion: 0, llr: 3 },
  { suspicion: 0.5, llr: 0.5 },
  { suspicion: 1, llr: -4 },
]
const family = { prior: 0, positiveAtLeast: 2, negativeAtMost: -2, minimumPassed: 2 }
const policy = parseFusionPolicy({
  version: 'test',
  voters: {
    flash: { failAbove: 0.5, hard: false, curve },
    moire: { failAbove: 0.4, hard: true, curve },
    glare: { failAbove: 0.6, hard: false, curve },
    nik: { failAbove: 0.5, hard: false, curve },
    font: { failAbove: 0.5, hard: false, curve },
  },
  families: { antiSpoof: family, tamper: family },
})
const FAMILY_OF: Readonly<Record<string, VoterFamily>> = {
  flash: 'antiSpoof',
  moire: 'antiSpoof',
  glare: 'antiSpoof',
  nik: 'tamper',
  font: 'tamper',
}
const identity = (id: string) => ({ id, family: FAMILY_OF[id] ?? 'tamper' })
const scored = (id: string, suspicion: number): CastVote =>
  castVote(identity(id), { kind: 'scored', suspicion, reason: 'r', evidence: {} }, policy)
const abstained = (id: string): CastVote => castVote(identity(id), { kind: 'abstained', reason: 'r' }, policy)

const suspicions = fc.array(fc.option(fc.double({ min: 0, max: 1, noNaN: true })), {
  minLength: 5,
  maxLength: 5,
})
const toVotes = (values: readonly (number | null)[]): CastVote[] =>
  Object.keys(FAMILY_OF).map((id, i) => {
    const value = values[i] ?? null
    return value === null ? abstained(id) : scored(id, value)
  })
const RANK: Readonly<Record<string, number>> = { spoof: 0, tampered: 0, unclear: 1, live: 2, authentic: 2 }

describe('Fusing votes', () => {
  test('does not depend on their order', () => {
    fc.assert(
      fc.property(
        suspicions.chain((values) =>
          fc.tuple(fc.constant(toVotes(values)), fc.shuffledSubarray(toVotes(values), { minLength: 5 })),
        ),
        ([votes, shuffled]) => {
          const a = fuse(votes, policy)
          const b = fuse(shuffled, policy)
          expect(b.score).toBe(a.score)
          expect(b.antiSpoof).toBe(a.antiSpoof)
          expect(b.families.antiSpoof.evidence).toBe(a.families.antiSpoof.evidence)
          expect(b.families.tamper.evidence).toBe(a.families.tamper.evidence)
        },
      ),
    )
  })

  test('does not depend on their order in the last bit of a sum that rounds', () => {
    const votes = [scored('flash', 0.13), scored('moire', 0.29), scored('glare', 0.07)]
    const orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] // prettier-ignore
    const llrs = votes.map((vote) => fuse([vote], policy).families.antiSpoof.evidence)
    const sums = orders.map((order) => order.reduce((sum, i) => sum + (llrs[i] ?? 0), 0))
    expect(new Set(sums).size).toBeGreaterThan(1)
    const fused = orders.map((order) =>
      fuse(
        order.flatMap((i) => votes[i] ?? []),
        policy,
      ),
    )
    expect(new Set(fused.map(({ families }) => families.antiSpoof.evidence)).size).toBe(1)
  })

  test('takes each threshold for part of what it admits', () => {
    // At 0.4 the curve gives 1 nat, at 1 it gives −4; moire fails above 0.4.
    expect(scored('moire', 0.4).outcome).toBe('passed')
    const two = fuse([scored('flash', 0.4), scored('moire', 0.4)], policy)
    expect([two.families.antiSpoof.evidence, two.antiSpoof]).toEqual([2, 'live'])
    const minusTwo = fuse([scored('flash', 1), scored('moire', 0.4), scored('glare', 0.4)], policy)
    expect([minusTwo.families.antiSpoof.evidence, minusTwo.antiSpoof]).toEqual([-2, 'spoof'])
  })

  test('is never better for a higher suspicion', () => {
    fc.assert(
      fc.property(
        suspicions,
        fc.integer({ min: 0, max: 4 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, at, other) => {
          const value = values[at] ?? null
          if (value === null) return
          const worse = values.with(at, Math.max(value, other))
          const before = fuse(toVotes(values), policy)
          const after = fuse(toVotes(worse), policy)
          expect(after.score).toBeLessThanOrEqual(before.score)
          expect(RANK[after.antiSpoof]).toBeLessThanOrEqual(RANK[before.antiSpoof] ?? 0)
          expect(RANK[after.tamper]).toBeLessThanOrEqual(RANK[before.tamper] ?? 0)
        },
      ),
    )
  })

  test('gains nothing from an abstention in place of a pass, and an abstention never counts as passed', () => {
    fc.assert(
      fc.property(suspicions, fc.integer({ min: 0, max: 4 }), (values, at) => {
        const votes = toVotes(values)
        if (votes[at]?.outcome !== 'passed') return
        const before = fuse(votes, policy)
        const after = fuse(toVotes(values.with(at, null)), policy)
        expect(after.score).toBeLessThanOrEqual(before.score)
        expect(RANK[after.antiSpoof]).toBeLessThanOrEqual(RANK[before.antiSpoof] ?? 0)
        const passed = after.families.antiSpoof.passed + after.families.tamper.passed
        expect(passed).toBe(before.families.antiSpoof.passed + before.families.tamper.passed - 1)
      }),
    )
  })

  test('adds exactly nothing for an abstention', () => {
    const with3 = fuse([scored('flash', 0.1), scored('moire', 0.1), abstained('glare')], policy)
    const with2 = fuse([scored('flash', 0.1), scored('moire', 0.1)], policy)
    expect(with3.families.antiSpoof.evidence).toBe(with2.families.antiSpoof.evidence)
    expect(with3.families.antiSpoof).toMatchObject({ present: 2, passed: 2, abstained: 1 })
  })

  test('clips a pass to at least nothing and a fail to at most nothing', () => {
    expect(scored('glare', 0.58).outcome).toBe('passed')
    expect(fuse([scored('glare', 0.58)], policy).families.antiSpoof.evidence).toBe(0)
    expect(scored('moire', 0.45).outcome).toBe('failed')
    expect(fuse([scored('moire', 0.45)], policy).families.antiSpoof.evidence).toBe(0)
  })

  test('needs a minimum of voters that passed to be positive, to which one that failed does not count', () => {
    expect(fuse([scored('flash', 0), abstained('moire')], policy).antiSpoof).toBe('unclear')
    expect(fuse([scored('flash', 0), scored('moire', 0)], policy).antiSpoof).toBe('live')
    expect(fuse([scored('flash', 0), scored('glare', 0.61)], policy).antiSpoof).toBe('unclear')
  })

  test('is never better for a fail in place of an abstention', () => {
    fc.assert(
      fc.property(suspicions, fc.integer({ min: 0, max: 4 }), (values, at) => {
        const votes = toVotes(values)
        if (votes[at]?.outcome !== 'failed') return
        const failed = fuse(votes, policy)
        const abstaining = fuse(toVotes(values.with(at, null)), policy)
        expect(failed.score).toBeLessThanOrEqual(abstaining.score)
        expect(RANK[failed.antiSpoof]).toBeLessThanOrEqual(RANK[abstaining.antiSpoof] ?? 0)
        expect(RANK[failed.tamper]).toBeLessThanOrEqual(RANK[abstaining.tamper] ?? 0)
      }),
      { numRuns: 1000 },
    )
  })

  test('is capped at unclear by a faulted voter and by a failed hard one, which do not hide a negative', () => {
    const good = [scored('flash', 0), scored('glare', 0)]
    expect(fuse(good, policy).antiSpoof).toBe('live')
    const faulted = fuse([...good, castFault(identity('moire'))], policy)
    expect(faulted.antiSpoof).toBe('unclear')
    expect(faulted.families.antiSpoof.faulted).toEqual(['moire'])
    const hard = fuse([...good, scored('moire', 0.45)], policy)
    expect(hard.antiSpoof).toBe('unclear')
    expect(hard.families.antiSpoof.hardFailed).toEqual(['moire'])
    expect(fuse([scored('flash', 1), castFault(identity('moire'))], policy).antiSpoof).toBe('spoof')
  })

  test('keeps the families apart', () => {
    const fused = fuse([scored('flash', 0), scored('glare', 0), scored('nik', 1), scored('font', 1)], policy)
    expect(fused).toMatchObject({ antiSpoof: 'live', tamper: 'tampered' })
    expect(fused.score).toBeLessThan(5)
  })

  test('refuses a voter without a policy row and a suspicion that is none', () => {
    expect(() => scored('unknown', 0.5)).toThrow(expect.objectContaining({ code: 'policy_missing_voter' }))
    expect(() => scored('toString', 0.5)).toThrow(expect.objectContaining({ code: 'policy_missing_voter' }))
    expect(() => scored('flash', Number.NaN)).toThrow(expect.objectContaining({ code: 'vote_out_of_range' }))
    expect(() => scored('flash', 1.01)).toThrow(expect.objectContaining({ code: 'vote_out_of_range' }))
  })

  test.each([
    [
      'a curve that rises',
      {
        voters: {
          x: {
            failAbove: 0.5,
            hard: false,
            curve: [
              { suspicion: 0, llr: 0 },
              { suspicion: 1, llr: 1 },
            ],
          },
        },
      },
    ],
    [
      'a curve out of order',
      {
        voters: {
          x: {
            failAbove: 0.5,
            hard: false,
            curve: [
              { suspicion: 1, llr: 0 },
              { suspicion: 0, llr: 0 },
            ],
          },
        },
      },
    ],
    ['no curve', { voters: { x: { failAbove: 0.5, hard: false, curve: [] } } }],
    ['a threshold that is no number', { voters: { x: { failAbove: 'high', hard: false, curve } } }],
    [
      'thresholds that overlap',
      { families: { antiSpoof: { ...family, negativeAtMost: 3 }, tamper: family } },
    ],
    ['a threshold beyond 1', { voters: { x: { failAbove: 1.01, hard: false, curve } } }],
    ['no minimum of passes', { families: { antiSpoof: { ...family, minimumPassed: 0 }, tamper: family } }],
    ['no version', { version: 1 }],
  ])('refuses a policy with %s', (_, part) => {
    const whole = { version: 'x', voters: {}, families: { antiSpoof: family, tamper: family }, ...part }
    expect(() => parseFusionPolicy(whole)).toThrow(expect.objectContaining({ code: 'policy_invalid' }))
  })
})

describe('A required voter', () => {
  const demanding = {
    ...policy,
    voters: { ...policy.voters, nik: { ...policy.voters['nik']!, required: true } },
  }
  const presence = [scored('flash', 0), scored('moire', 0)]

  test('keeps its family from being positive unless it passes, whatever others say', () => {
    const others = [
      ...presence,
      scored('font', 0),
      { ...scored('font', 0), voter: 'glare', family: 'tamper' as const },
    ]
    expect(fuse([...others, scored('nik', 0)], demanding).tamper).toBe('authentic')
    expect(fuse([...others, abstained('nik')], policy).tamper).toBe('authentic')
    const { tamper, families } = fuse([...others, abstained('nik')], demanding)
    expect(tamper).toBe('unclear')
    expect(families.tamper.missing).toEqual(['nik'])
  })
})
