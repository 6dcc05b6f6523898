import { describe, expect, it } from 'vitest'
import { settleParts, settleScores, type PartDeviations } from '../src/signal/settled-scores.ts'
import { printCard } from './toy-print.ts'

const EVIDENCE = printCard()
const ODD_FROM = 1

/** The parts' scores where every frame shows those deviations of one part; a frame of null does not show it. */
function settled(looks: readonly (readonly number[] | null)[]): ReadonlyMap<string, number> {
  const measure = (frame: number): PartDeviations => {
    const look = looks[frame]
    return new Map(look ? [['row', look]] : [])
  }
  return settleParts(EVIDENCE, measure, lengthOf, ODD_FROM, () => true)
}

/** What a voter makes of deviations: those that are not known count for nothing. */
const lengthOf = (deviations: readonly number[]): number => Math.hypot(...deviations.filter(Number.isFinite))

describe('settleParts', () => {
  it('keeps what every frame shows, by the median', () => {
    expect(settled([[3], [2], [2.5]]).get('row')).toBeCloseTo(2.5)
  })

  it('counts by half what one look alone knows of several', () => {
    expect(
      settled([
        [3, 2],
        [NaN, 2],
        [NaN, 2],
      ]).get('row'),
    ).toBeCloseTo(Math.hypot(1.5, 2))
    expect(settled([[3, 2], [NaN, 2], null]).get('row')).toBeCloseTo(Math.hypot(1.5, 2))
  })

  it('does not call a part even of which nothing is known', () => {
    const measure = (frame: number): PartDeviations =>
      new Map<string, readonly number[]>([
        ['row', [NaN]],
        ['odd row', [frame + 3]],
      ])
    expect([...settleParts(EVIDENCE, measure, lengthOf, ODD_FROM, () => true).keys()]).toEqual(['odd row'])
  })

  it('lets two deviations of opposite sides cancel, and takes the lesser of two on one side', () => {
    expect(settled([[3], [-3], [NaN]]).get('row')).toBe(0)
    expect(settled([[-3], [-2], [NaN]]).get('row')).toBeCloseTo(2)
  })

  it('leaves out a part that one frame alone shows', () => {
    expect([...settled([[3], null, null])]).toEqual([])
  })

  it('counts a part that two other frames show', () => {
    const seen = settleParts(
      EVIDENCE,
      (frame) => new Map(frame === 0 ? [] : [['row', [3]]]),
      lengthOf,
      ODD_FROM,
      (found) => found.has('row'),
    )
    expect(seen.get('row')).toBeCloseTo(3)
  })

  it('looks at one frame only while it shows all parts, and shows them even', () => {
    const asked: number[] = []
    const measure = (frame: number): PartDeviations => {
      asked.push(frame)
      return new Map([['row', [0.5]]])
    }
    settleParts(EVIDENCE, measure, lengthOf, ODD_FROM, () => true)
    expect(asked).toEqual([0])
    settleParts(EVIDENCE, measure, lengthOf, ODD_FROM, () => false)
    expect(asked).toEqual([0, 0, 1, 2])
  })
})

describe('settleScores', () => {
  it('settles one number a part in the same way', () => {
    const scores = [3, 2, 2.5]
    const measure = (frame: number) => new Map([['stroke', scores[frame]!]])
    expect(settleScores(EVIDENCE, measure, ODD_FROM, () => true).get('stroke')).toBeCloseTo(2.5)
  })
})
