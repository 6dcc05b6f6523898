import { describe, expect, test } from 'vitest'
import { areaUnderCurve } from '../../evaluate/statistics/area-under-curve.ts'
import { rankError, tradeoffOf } from '../../evaluate/statistics/detection-tradeoff.ts'
import { atMost, rateOf } from '../../evaluate/statistics/rate.ts'

describe('Clopper–Pearson bounds', () => {
  // pad.md §5.1: 95 % one-sided upper bounds, percent.
  test.each([
    [0, 20, 13.9],
    [0, 50, 5.8],
    [0, 100, 3.0],
    [0, 150, 2.0],
    [0, 300, 1.0],
    [0, 750, 0.4],
    [1, 100, 4.7],
  ])('%i of %i proves at most %f %%', (events, n, percent) => {
    expect(rateOf(events, n).high * 100).toBeCloseTo(percent, 1)
  })

  test('0 of 150 proves at most 1.98 %', () => {
    expect(rateOf(0, 150).high).toBeCloseTo(1 - 0.05 ** (1 / 150), 10)
    expect(rateOf(0, 150).high).toBeCloseTo(0.0198, 4)
  })

  test('the bounds of 10 of 100 are those of published tables (one-sided 95 %: 5.526 and 16.372 %)', () => {
    expect(rateOf(10, 100).low).toBeCloseTo(0.05526, 4)
    expect(rateOf(10, 100).high).toBeCloseTo(0.16372, 4)
  })

  test('the bounds mirror each other and are trivial where nothing was counted', () => {
    expect(rateOf(150, 150).low).toBeCloseTo(1 - rateOf(0, 150).high, 10)
    expect(rateOf(0, 0)).toEqual({ value: null, low: 0, high: 1, n: 0 })
  })

  test('the binomial tail is right for many presentations', () => {
    expect(atMost(1, 2, 0.5)).toBeCloseTo(0.75, 12)
    expect(atMost(1000, 2000, 0.5)).toBeCloseTo(0.50892, 4)
  })
})

describe('the detection error trade-off', () => {
  const points = tradeoffOf({
    genuine: [3, 2, 1, -Infinity],
    attacks: new Map([
      ['worse', [2, 0, 0, 0]],
      ['better', [0, 0, -Infinity, -Infinity]],
    ]),
  })

  test('counts the worst species at each threshold', () => {
    expect(points).toEqual([
      { threshold: 0, apcer: 1, worstSpecies: 'worse', bpcer: 0.25 },
      { threshold: 1, apcer: 0.25, worstSpecies: 'worse', bpcer: 0.25 },
      { threshold: 2, apcer: 0.25, worstSpecies: 'worse', bpcer: 0.5 },
      { threshold: 3, apcer: 0, worstSpecies: null, bpcer: 0.75 },
      { threshold: Infinity, apcer: 0, worstSpecies: null, bpcer: 1 },
    ])
  })

  test('weighs BPCER10, 20 and 100 by 0.2, 0.3 and 0.5', () => {
    expect(rankError(points)).toEqual({ bpcer10: 0.75, bpcer20: 0.75, bpcer100: 0.75, avRank: 0.75 })
    const mixed = tradeoffOf({
      genuine: [1, 2],
      attacks: new Map([['one', [1, ...Array.from({ length: 19 }, () => 0)]]]),
    })
    expect(rankError(mixed)).toEqual({ bpcer10: 0, bpcer20: 0, bpcer100: 0.5, avRank: 0.25 })
  })
})

test('the area under the curve counts ties half', () => {
  expect(areaUnderCurve([1, 2], [1, 0])?.value).toBe(0.875)
  expect(areaUnderCurve([], [1])).toBeNull()
})
