import { describe, expect, it } from 'vitest'
import { ask, suspicionOf } from './ask-voter.ts'
import { printCard } from './toy-print.ts'

describe('font_match', () => {
  it('passes rows and digits that are set evenly', () => {
    expect(suspicionOf(ask('font_match', printCard()))).toBeLessThan(0.2)
  })

  it.each([
    ['below the pitch of the others', { downMm: 0.16 }],
    ['above it', { downMm: -0.16 }],
    ['right of their margin', { rightMm: 0.26 }],
    ['larger than they are', { sizeShare: 1.08 }],
    ['smaller', { sizeShare: 0.92 }],
  ])('suspects a row %s and names it', (_, fault) => {
    const vote = ask('font_match', printCard({ rows: { maritalStatus: fault } }))
    expect(suspicionOf(vote)).toBeGreaterThan(0.5)
    expect(vote.reason).toContain('maritalStatus')
  })

  it('suspects a long row that is turned against the others', () => {
    const vote = ask('font_match', printCard({ rows: { address: { turnDegrees: 0.8 } } }))
    expect(suspicionOf(vote)).toBeGreaterThan(0.5)
    expect(vote.reason).toContain('address line 1 slope')
  })

  it('suspects a digit that stands off the line of its number', () => {
    const vote = ask('font_match', printCard({ nikDigitsDownMm: { 8: 0.08 } }))
    expect(suspicionOf(vote)).toBeGreaterThan(0.5)
    expect(vote.reason).toContain('nik digit 9')
  })

  it('does not take artwork that touches the top of a digit for a moved one', () => {
    const touched = printCard({ artwork: [[598, 172, 621, 176]] })
    expect(suspicionOf(ask('font_match', touched))).toBeLessThan(0.5)
  })

  it('takes a number whose digits all miss their line a little for a coarse printer', () => {
    const slips = Object.fromEntries(Array.from({ length: 16 }, (_, i) => [i, 0.04 * Math.sin(2.4 * i)]))
    expect(suspicionOf(ask('font_match', printCard({ nikDigitsDownMm: slips })))).toBeLessThan(0.5)
  })
})

describe('field_residual', () => {
  it('passes lines of one sharpness', () => {
    expect(suspicionOf(ask('field_residual', printCard()))).toBeLessThan(0.2)
  })

  it('suspects a line softer than the rest', () => {
    const vote = ask('field_residual', printCard({ rows: { occupation: { blurPx: 2 } } }))
    expect(suspicionOf(vote)).toBeGreaterThan(0.5)
    expect(vote.reason).toContain('occupation')
  })
})

describe('photo_boundary', () => {
  it('passes a photo that ends in one step on all sides', () => {
    expect(suspicionOf(ask('photo_boundary', printCard()))).toBeLessThan(0.2)
  })

  it('suspects a strip of paper beside the photo', () => {
    const vote = ask('photo_boundary', printCard({ photoGapMm: 0.3 }))
    expect(suspicionOf(vote)).toBeGreaterThan(0.5)
    expect(vote.reason).toContain('left')
  })

  it('abstains without a photo', () => {
    expect(ask('photo_boundary', printCard({ photoGapMm: null })).kind).toBe('abstained')
  })
})
