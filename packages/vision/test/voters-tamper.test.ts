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

  it('gives the digits at the ends of a number more room than those in its middle, as cards bend and lenses do', () => {
    const suspicions = (downMm: number) =>
      [0, 8, 15].map((digit) =>
        suspicionOf(ask('font_match', printCard({ nikDigitsDownMm: { [digit]: downMm } }))),
      )
    const [first, middle, last] = suspicions(0.045)
    expect(middle).toBeGreaterThan(0.8)
    expect(Math.max(first!, last!)).toBeLessThan(0.2)
    for (const suspicion of suspicions(0.06)) expect(suspicion).toBeGreaterThan(0.8)
  })

  describe('of a date', () => {
    const KERN_EM = 0.074

    it.each(['11-08-1985', '05-08-1911'])('takes ones that a face sets closer for even: %s', (date) => {
      for (const onesCloserEm of [0, KERN_EM]) {
        const vote = ask('font_match', printCard({ birth: { date, onesCloserEm } }))
        expect(suspicionOf(vote)).toBeLessThan(0.2)
      }
    })

    it.each([
      ['another digit that stands as far off', 5, { movedRightEm: { 4: KERN_EM } }],
      ['a one that stands off, but behind a hyphen', 7, { movedRightEm: { 6: KERN_EM } }],
      [
        'another digit beside ones that stand closer',
        5,
        { onesCloserEm: KERN_EM, movedRightEm: { 4: KERN_EM } },
      ],
      ['ones that stand wider apart', 1, { onesCloserEm: -KERN_EM }],
    ])('suspects %s', (_, digit, fault) => {
      const vote = ask('font_match', printCard({ birth: { date: '11-08-1985', ...fault } }))
      expect(suspicionOf(vote)).toBeGreaterThan(0.8)
      expect(vote.reason).toContain(`dateOfBirth digit ${digit}.`)
    })
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

describe('paste_edges', () => {
  it('passes a ground that runs on between the rows', () => {
    expect(suspicionOf(ask('paste_edges', printCard()))).toBeLessThan(0.2)
  })

  it.each([
    ['lighter than the card', { shade: 1.06 }],
    ['darker', { shade: 0.94 }],
    ['whose upper edge is lit', { lit: 1.1 }],
    ['whose lower edge is lit', { lit: 0.9 }],
  ])('suspects a piece %s and names its line', (_, piece) => {
    const vote = ask('paste_edges', printCard({ pieces: { fullName: piece } }))
    expect(suspicionOf(vote)).toBeGreaterThan(0.5)
    expect(vote.reason).toContain('fullName line 1')
  })

  it.each([
    ['ends within the value, as a shadow does', { shade: 0.9, share: 0.5 }],
    ['is hardly lighter than the card', { shade: 1.005 }],
  ])('passes a ground that %s', (_, piece) => {
    expect(suspicionOf(ask('paste_edges', printCard({ pieces: { fullName: piece } })))).toBeLessThan(0.2)
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

  it.each([0.5, -0.5])(
    'suspects a side turned by %s degrees against the text and the opposite side',
    (turn) => {
      const vote = ask('photo_boundary', printCard({ photo: { leftTurnedDegrees: turn } }))
      expect(suspicionOf(vote)).toBeGreaterThan(0.5)
      expect(vote.reason).toContain('left')
    },
  )

  it('suspects opposite sides that are turned alike, if by more, as the card may have been found askew', () => {
    const suspicionAt = (turn: number) =>
      suspicionOf(
        ask('photo_boundary', printCard({ photo: { leftTurnedDegrees: turn, rightTurnedDegrees: turn } })),
      )
    expect(suspicionAt(0.8)).toBeGreaterThan(0.5)
    expect(suspicionAt(0.2)).toBeLessThan(0.2)
  })

  it('takes a small turn for a bend of the card or the lens', () => {
    const vote = ask('photo_boundary', printCard({ photo: { leftTurnedDegrees: 0.12 } }))
    expect(suspicionOf(vote)).toBeLessThan(0.2)
  })

  it('suspects a photo whose one edge is lit and the opposite one in shade', () => {
    const vote = ask('photo_boundary', printCard({ photo: { leftLine: 0.12, rightLine: -0.12 } }))
    expect(suspicionOf(vote)).toBeGreaterThan(0.5)
  })

  it('takes lines that are alike on opposite sides for the sharpening of the camera', () => {
    const vote = ask('photo_boundary', printCard({ photo: { leftLine: 0.12, rightLine: 0.12 } }))
    expect(suspicionOf(vote)).toBeLessThan(0.2)
  })

  it('abstains without a photo', () => {
    expect(ask('photo_boundary', printCard({ photoGapMm: null })).kind).toBe('abstained')
  })
})
