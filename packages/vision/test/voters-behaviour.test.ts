import { describe, expect, it } from 'vitest'
import { cardFromQuad, type Evidence, type Quad } from '@kartu/vision'
import { SPECTRUM_COLUMNS } from '../src/signal/frame-spectrum.ts'
import { TILE_PX } from '../src/signal/spectral-tiles.ts'
import { findPeaks } from '../src/voters/moire-peaks.ts'
import { ask, suspicionOf } from './ask-voter.ts'
import { CODE, stageEvidence } from './staged-evidence.ts'

describe('specular_check', () => {
  const flash = { lit: CODE, modulation: 0.8, falloff: 0.25 }

  it('passes a card in which part of the screen is mirrored', () => {
    const vote = ask('specular_check', stageEvidence({ ...flash, mirror: 0.3 }))
    expect(suspicionOf(vote)).toBeLessThan(0.4)
    expect(vote.reason).toContain('mirrors')
  })

  it('suspects paper, which a screen lights more strongly at one end but evenly', () => {
    expect(suspicionOf(ask('specular_check', stageEvidence(flash)))).toBeGreaterThan(0.6)
  })

  it.each([
    ['shows too weakly', { ...flash, modulation: 0.1 }],
    ['was never issued', { ...flash, issued: null }],
  ])('abstains where the flash %s', (_, stage) => {
    expect(ask('specular_check', stageEvidence(stage)).kind).toBe('abstained')
  })
})

describe('frame_independence', () => {
  it('passes frames with noise of their own', () => {
    expect(
      suspicionOf(ask('frame_independence', stageEvidence({ lit: CODE, modulation: 0.5 }))),
    ).toBeLessThan(0.3)
  })

  it('finds one exposure tinted in the colours of the code', () => {
    const vote = ask('frame_independence', stageEvidence({ lit: CODE, modulation: 0.5, oneExposure: true }))
    expect(suspicionOf(vote)).toBeGreaterThan(0.6)
  })

  it('suspects the same file sent twice', () => {
    const evidence = stageEvidence({ lit: CODE, modulation: 0.5 })
    const frames = evidence.frames.map((frame) => ({ ...frame, sha256: 'f'.repeat(64) }))
    expect(suspicionOf(ask('frame_independence', { ...evidence, frames }))).toBe(1)
  })

  it('suspects frame times that run backwards', () => {
    const evidence = stageEvidence({ lit: CODE, modulation: 0.5 })
    const frames = evidence.frames.map((frame, i) => ({ ...frame, tMs: 900 - i }))
    expect(suspicionOf(ask('frame_independence', { ...evidence, frames }))).toBeGreaterThan(0.6)
  })
})

describe('copy_check', () => {
  it('passes coloured print under coloured light', () => {
    expect(suspicionOf(ask('copy_check', stageEvidence({ lit: CODE, modulation: 0.5 })))).toBeLessThan(0.3)
  })

  it('finds a grey copy under coloured light', () => {
    const vote = ask('copy_check', stageEvidence({ lit: CODE, modulation: 0.5, grey: true }))
    expect(suspicionOf(vote)).toBeGreaterThan(0.8)
  })
})

describe('halftone_check', () => {
  const still = { lit: CODE, modulation: 0.3 }

  it('passes a photo in continuous tone', () => {
    expect(suspicionOf(ask('halftone_check', stageEvidence(still)))).toBeLessThan(0.5)
  })

  it('finds a ruling at the angles of inks that is finer than the pixels', () => {
    const vote = ask('halftone_check', stageEvidence({ ...still, linesPerInch: 150 }))
    expect(suspicionOf(vote)).toBeGreaterThan(0.8)
    expect(vote.evidence?.['linesPerInch']).toBeCloseTo(150, -1)
  })
})

describe('screen_moire', () => {
  const still = { lit: CODE, modulation: 0.3 }

  it('passes a card without a lattice', () => {
    expect(suspicionOf(ask('screen_moire', stageEvidence(still)))).toBeLessThan(0.3)
  })

  it('finds a lattice that wanders between frames', () => {
    const lattice = CODE.map((_, i) => ({ x: 0.17 + 0.03 * i, y: 0.2 - 0.03 * i }))
    expect(suspicionOf(ask('screen_moire', stageEvidence({ ...still, lattice })))).toBeGreaterThan(0.6)
  })

  it('does not accuse a pattern that stays fixed to the card', () => {
    const lattice = CODE.map(() => ({ x: 0.2, y: 0.16 }))
    expect(suspicionOf(ask('screen_moire', stageEvidence({ ...still, lattice })))).toBeLessThan(0.5)
  })

  it.each([
    ['looks past harmonics of the blocks of 16 px that halved colour leaves', 40, '4:2:0', 0],
    ['sees a lattice there in files that have none', 40, '4:4:4', 1],
    ['sees a lattice beside them', 37, '4:2:0', 1],
  ] as const)('%s', (_, bin, chromaSubsampling, count) => {
    const { cards, frames } = stageEvidence({ lit: [CODE[1]], modulation: 0 })
    const excess = new Float32Array(TILE_PX * SPECTRUM_COLUMNS)
    excess[bin * SPECTRUM_COLUMNS + bin] = 3
    const encoding = { ...frames[0]!.encoding, chromaSubsampling }
    expect(findPeaks({ excess, floor: 0, tiles: 1 }, cards[0]!, 3, 1.3, encoding)).toHaveLength(count)
  })
})

describe('emission_check', () => {
  it.each([
    ['passes a card, whose dark print takes less of the flash than its bright print', {}, 0, 0.3],
    [
      'suspects a display, whose glass adds the flash to dark and bright alike',
      { displayGlass: 0.2 },
      0.6,
      1,
    ],
  ])('%s', (_, display, least, most) => {
    const evidence = stageEvidence({ lit: CODE, modulation: 0.6, falloff: 0.2, ...display })
    const suspicion = suspicionOf(ask('emission_check', evidence))
    expect(suspicion).toBeGreaterThanOrEqual(least)
    expect(suspicion).toBeLessThanOrEqual(most)
  })

  it('passes a card whose own print takes the flash, though its surroundings take far more', () => {
    const evidence = stageEvidence({ lit: CODE, modulation: 0.2, nearerSurroundings: 6 })
    expect(suspicionOf(ask('emission_check', evidence))).toBeLessThan(0.2)
  })

  it('passes a card lit like its surroundings', () => {
    expect(suspicionOf(ask('emission_check', stageEvidence({ lit: CODE, modulation: 0.6 })))).toBeLessThan(
      0.3,
    )
  })
})

describe('card_corners', () => {
  const lit = { lit: CODE, modulation: 0.4 }
  /** With the outline exactly as it was painted. */
  const asPainted = (evidence: Evidence): Evidence => {
    const cards = evidence.cards.map((card) => {
      const { x, y } = card!.quad[0]
      return cardFromQuad([{ x, y }, { x: x + 640, y }, { x: x + 640, y: y + 402 }, { x, y: y + 402 }], 1) // prettier-ignore
    })
    return { ...evidence, cards }
  }

  it('passes a card whose corners are round', () => {
    expect(suspicionOf(ask('card_corners', stageEvidence(lit)))).toBeLessThan(0.2)
  })

  it('suspects a thing of the size of a card that ends in square corners', () => {
    expect(suspicionOf(ask('card_corners', stageEvidence({ ...lit, squareCorners: 4 })))).toBeGreaterThan(0.8)
  })

  it.each([
    ['passes a card of which one corner alone seems square, as the edge of a sleeve makes it', 1, 0, 0.2],
    ['suspects a card of which two corners are square, though two are round', 2, 0.8, 1],
  ])('%s', (_, squareCorners, least, most) => {
    // All four must show for two to be half of them.
    const vote = ask('card_corners', asPainted(stageEvidence({ ...lit, squareCorners })))
    expect(vote.evidence?.['corners']).toBe(4)
    expect(suspicionOf(vote)).toBeGreaterThanOrEqual(least)
    expect(suspicionOf(vote)).toBeLessThanOrEqual(most)
  })

  it.each([
    ['passes a card one corner of which seems square where the others show less plainly', 1, 0, 3, 0, 0.5],
    ['suspects what shows one corner plainly, and that square, and no other', 1, 0, 1, 0.8, 1],
    ['doubts three square corners no less for a fourth that is plainly round', 3, 3, 4, 0.4, 1],
  ])('%s', (_, squareCorners, plain, shown, least, most) => {
    const staged = stageEvidence({ ...lit, squareCorners, plainCorners: [plain], shownCorners: shown })
    const vote = ask('card_corners', asPainted(staged))
    expect(vote.evidence?.['corners']).toBe(shown)
    expect(suspicionOf(vote)).toBeGreaterThanOrEqual(least)
    expect(suspicionOf(vote)).toBeLessThanOrEqual(most)
  })

  it('abstains where the outline is not that of the thing in the picture', () => {
    const evidence = stageEvidence({ ...lit, squareCorners: 4 })
    const cards = evidence.cards.map((card) =>
      card
        ? cardFromQuad(card.quad.map(({ x, y }) => ({ x: x + 12, y: y - 9 })) as unknown as Quad, 1)
        : null,
    )
    expect(ask('card_corners', { ...evidence, cards }).kind).toBe('abstained')
  })
})

describe('frame_agreement', () => {
  const lit = { lit: CODE, modulation: 0.4 }

  it('passes frames that show one text', () => {
    expect(
      suspicionOf(ask('frame_agreement', stageEvidence({ ...lit, texts: [1, 1, 1, 1, 1] }))),
    ).toBeLessThan(0.45)
  })

  it('finds another card among the frames, whichever of them was read', () => {
    const evidence = stageEvidence({ ...lit, texts: [1, 1, 2, 1, 1] })
    for (const bestFrame of [0, 2])
      expect(suspicionOf(ask('frame_agreement', { ...evidence, bestFrame }))).toBeGreaterThan(0.9)
  })

  it.each([
    ['passes where one outline was found wrongly', [2], 0.45],
    ['abstains where two were', [2, 3], null],
  ] as const)('%s', (_, astray, most) => {
    const evidence = stageEvidence({ ...lit, texts: [1, 1, 1, 1, 1] })
    const cards = evidence.cards.map((card, i) =>
      card && (astray as readonly number[]).includes(i)
        ? cardFromQuad(card.quad.map(({ x, y }) => ({ x: 0.88 * x, y })) as unknown as Quad, 1)
        : card,
    )
    const vote = ask('frame_agreement', { ...evidence, cards })
    if (most === null) expect(vote.kind).toBe('abstained')
    else expect(suspicionOf(vote)).toBeLessThan(most)
  })

  it('compares a frame that the flash clips in its brightest channel by another', () => {
    const clipped = { lit: ['#000000', '#0000FF', '#FF0000', '#0000FF'], modulation: 8, exposure: 7.5 }
    const evidence = stageEvidence({ ...clipped, texts: [1, 1, 1, 1] })
    expect(suspicionOf(ask('frame_agreement', evidence))).toBeLessThan(0.45)
  })

  it('abstains where one frame alone shows a card: what cannot be compared agrees with nothing', () => {
    const evidence = stageEvidence({ ...lit, texts: [1, 1, 1, 1, 1] })
    const cards = evidence.cards.map((card, i) => (i === evidence.bestFrame ? card : null))
    expect(ask('frame_agreement', { ...evidence, cards }).kind).toBe('abstained')
  })
})
