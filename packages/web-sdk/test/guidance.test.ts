import { describe, expect, it } from 'vitest'
import type { FrameAnalysis } from '../src/guidance/analyse-frame.ts'
import {
  createSightingJudge,
  gatesFor,
  ORDINARY_GATES,
  RELAXED_GATES,
} from '../src/guidance/judge-sighting.ts'

const PERIOD_MS = 60

/** A good sighting of a card of the given size, moved to the right by `shift`. */
function analysisOf(change: Partial<FrameAnalysis> = {}, shift = 0): FrameAnalysis {
  const widthShare = change.widthShare ?? 0.75
  const [left, top] = [(1 - widthShare) / 2 + shift, 0.15]
  const corner = (x: number, y: number) => ({ x, y })
  return {
    quad: [
      corner(left, top),
      corner(left + widthShare, top),
      corner(left + widthShare, 0.85),
      corner(left, 0.85),
    ],
    widthShare,
    tiltCosine: 0.99,
    rollDegrees: 2,
    sharpness: 0.85,
    darkness: 0.1,
    glare: null,
    ...change,
  }
}

function adviceAfter(
  analyses: readonly (FrameAnalysis | null)[],
  gates = ORDINARY_GATES,
  pictureWidthPx = 1_920,
) {
  const judge = createSightingJudge(gates)
  return analyses
    .map((analysis, i) => judge.judge({ timeMs: i * PERIOD_MS, pictureWidthPx, analysis }))
    .at(-1)
}

describe('guidance', () => {
  it.each([
    ['searching', null],
    ['closer', analysisOf({ widthShare: 0.4 })],
    ['farther', analysisOf({ widthShare: 0.995 })],
    ['straighter', analysisOf({ tiltCosine: 0.8 })],
    ['straighter', analysisOf({ rollDegrees: 60 })],
    ['dark', analysisOf({ darkness: 0.7 })],
    ['glare', analysisOf({ glare: { share: 0.05, centre: { x: 0.2, y: 0.5 } } })],
    ['blur', analysisOf({ sharpness: 0.3 })],
    ['hold_still', analysisOf()],
  ] as const)('says %s', (advice, analysis) => {
    expect(adviceAfter([analysis])).toBe(advice)
  })

  it('asks for a card of 1,300 pixels where the camera can give them, and never for more than 68 % of the picture', () => {
    const share = (widthShare: number) => [analysisOf({ widthShare })]
    expect(adviceAfter(share(0.66), ORDINARY_GATES, 1_920)).toBe('closer')
    expect(adviceAfter(share(0.69), ORDINARY_GATES, 1_920)).toBe('hold_still')
    expect(adviceAfter(share(0.56), ORDINARY_GATES, 3_840)).toBe('hold_still')
    expect(adviceAfter(share(0.69), ORDINARY_GATES, 640)).toBe('hold_still')
    expect(adviceAfter(share(0.4), RELAXED_GATES, 640)).toBe('hold_still')
  })

  it('notices movement, and a card that rests', () => {
    expect(adviceAfter([analysisOf(), analysisOf({}, 0.03)])).toBe('moving')
    expect(adviceAfter([analysisOf(), analysisOf({}, 0.002)])).toBe('hold_still')
  })

  it('is steady only after everything was well for long enough without a break', () => {
    const well = Array.from({ length: 14 }, () => analysisOf())
    expect(adviceAfter(well)).toBe('steady')
    expect(adviceAfter([...well.slice(0, 8), null, ...well.slice(0, 8)])).toBe('hold_still')
  })

  it('relaxes its gates after three tries, and still asks for a card', () => {
    expect([0, 1, 2].map(gatesFor)).toEqual([ORDINARY_GATES, ORDINARY_GATES, ORDINARY_GATES])
    expect(gatesFor(3)).toBe(RELAXED_GATES)
    const poor = Array.from({ length: 14 }, () => analysisOf({ darkness: 0.7, sharpness: 0.2 }))
    expect(adviceAfter(poor, RELAXED_GATES)).toBe('steady')
    expect(adviceAfter([null], RELAXED_GATES)).toBe('searching')
  })
})
