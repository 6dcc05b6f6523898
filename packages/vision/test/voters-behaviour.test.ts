import { describe, expect, it } from 'vitest'
import type { Vote } from '@kartu/core'
import {
  VOTERS,
  applyHomography,
  cardFromQuad,
  invertHomography,
  type Evidence,
  type Quad,
} from '@kartu/vision'
import { CODE, stageEvidence } from './staged-evidence.ts'

function ask(id: string, evidence: Evidence): Vote {
  const voter = VOTERS.find((row) => row.id === id)
  if (!voter) throw new Error(`no voter ${id}`)
  return voter.vote(evidence)
}

const suspicionOf = (vote: Vote): number => (vote.kind === 'scored' ? vote.suspicion : NaN)

/** Blows the card out wherever a frame must not show it; places in card coordinates, 0–1. */
function blowOut(evidence: Evidence, isKept: (u: number, v: number, frame: number) => boolean): Evidence {
  const frames = evidence.frames.map((frame) => {
    const { width, height } = frame.image
    const toCard = invertHomography(evidence.cards[frame.index]!.cardToFrame)!
    const data = Uint8Array.from(frame.image.data)
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const at = applyHomography(toCard, x, y)
        if (!isKept(at.x, at.y, frame.index)) data.fill(255, 3 * (y * width + x), 3 * (y * width + x) + 3)
      }
    }
    return { ...frame, image: { width, height, data } }
  })
  return { ...evidence, frames }
}

describe('what clips', () => {
  const lit = { lit: CODE, modulation: 0.6 }

  it('leaves the flash unseen where a strip of the card alone is left: it may be stuck on a display', () => {
    const evidence = blowOut(stageEvidence(lit), (u) => u > 0.3 && u < 0.36)
    for (const id of ['flash_reflectance', 'emission_check', 'flash_falloff'])
      expect(ask(id, evidence).kind, id).toBe('abstained')
  })

  it('does not hide the flash where one frame shows only the dark half of what others show', () => {
    const evidence = blowOut(stageEvidence(lit), (u, _, frame) => frame !== 3 || u > 0.5)
    expect(suspicionOf(ask('flash_reflectance', evidence))).toBeLessThan(0.4)
  })

  it('never makes a suspicion that is no number, however frames are linked', () => {
    const evidence = blowOut(
      stageEvidence(lit),
      (u, _, frame) => u > 0.3 * frame - 0.3 && u < 0.3 * frame + 0.3,
    )
    for (const { id } of VOTERS) {
      const answer = ask(id, evidence)
      if (answer.kind === 'scored') expect(answer.suspicion, id).toBeGreaterThanOrEqual(0)
    }
  })
})

describe('flash_reflectance', () => {
  it.each([0.2, 0.6, 3])(
    'passes a card that answers the issued code at %s of the ambient light',
    (modulation) => {
      expect(suspicionOf(ask('flash_reflectance', stageEvidence({ lit: CODE, modulation })))).toBeLessThan(
        0.4,
      )
    },
  )

  it('suspects a card that answers another code', () => {
    const old = ['#00FF00', '#FF00FF', '#000000', '#0000FF', '#FFFF00']
    const vote = ask('flash_reflectance', stageEvidence({ lit: old, issued: CODE, modulation: 0.6 }))
    expect(suspicionOf(vote)).toBeGreaterThan(0.6)
  })

  it.each([0, 0.003])('suspects a card that hardly answers the flash (%s)', (modulation) => {
    expect(suspicionOf(ask('flash_reflectance', stageEvidence({ lit: CODE, modulation })))).toBeGreaterThan(
      0.6,
    )
  })

  it('never validates an answer as weak as glass gives, nor calls it an attack: sunlight leaves no more', () => {
    expect(ask('flash_reflectance', stageEvidence({ lit: CODE, modulation: 0.06 })).kind).toBe('abstained')
  })

  it('abstains without a challenge', () => {
    expect(ask('flash_reflectance', stageEvidence({ lit: CODE, issued: null, modulation: 1 })).kind).toBe(
      'abstained',
    )
  })

  it('does not take black for white, whose hue may be that of the room', () => {
    const issued = ['#FF0000', '#000000', '#00FF00', '#0000FF', '#FFFFFF']
    const shown = [...issued.slice(0, 4), '#000000']
    const vote = ask('flash_reflectance', stageEvidence({ lit: shown, issued, modulation: 0.6 }))
    expect(suspicionOf(vote)).not.toBeLessThan(0.5)
  })

  it('suspects flash samples that the frames do not bear out', () => {
    const flat = stageEvidence({ lit: CODE, modulation: 0 })
    const samples = CODE.map((color, i) => ({
      tMs: 450 * (i + 0.5),
      meanR: 90 + 0.5 * Number.parseInt(color.slice(1, 3), 16),
      meanG: 90 + 0.5 * Number.parseInt(color.slice(3, 5), 16),
      meanB: 90 + 0.5 * Number.parseInt(color.slice(5, 7), 16),
    }))
    const vote = ask('flash_reflectance', { ...flat, flashSamples: samples })
    expect(suspicionOf(vote)).toBeGreaterThan(0.6)
    expect(vote.reason).toContain('samples')
  })
})

describe('flash_falloff', () => {
  it('passes a card that the flash lights more strongly at one end', () => {
    const vote = ask('flash_falloff', stageEvidence({ lit: CODE, modulation: 0.5, falloff: 0.3 }))
    expect(suspicionOf(vote)).toBeLessThan(0.3)
  })

  it('suspects frames that are tinted alike all over', () => {
    const vote = ask('flash_falloff', stageEvidence({ lit: CODE, modulation: 0.5 }))
    expect(suspicionOf(vote)).toBeGreaterThan(0.8)
  })

  it('abstains where the flash hardly shows', () => {
    expect(ask('flash_falloff', stageEvidence({ lit: CODE, modulation: 0.02 })).kind).toBe('abstained')
  })
})

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

  it('passes a card lit like its surroundings', () => {
    expect(suspicionOf(ask('emission_check', stageEvidence({ lit: CODE, modulation: 0.6 })))).toBeLessThan(
      0.3,
    )
  })
})

describe('card_corners', () => {
  const lit = { lit: CODE, modulation: 0.4 }

  it('passes a card whose corners are round', () => {
    expect(suspicionOf(ask('card_corners', stageEvidence(lit)))).toBeLessThan(0.2)
  })

  it('suspects a thing of the size of a card that ends in square corners', () => {
    expect(suspicionOf(ask('card_corners', stageEvidence({ ...lit, isCutSquare: true })))).toBeGreaterThan(
      0.8,
    )
  })

  it('abstains where the outline is not that of the thing in the picture', () => {
    const evidence = stageEvidence({ ...lit, isCutSquare: true })
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

  it('abstains where one frame alone shows a card: what cannot be compared agrees with nothing', () => {
    const evidence = stageEvidence({ ...lit, texts: [1, 1, 1, 1, 1] })
    const cards = evidence.cards.map((card, i) => (i === evidence.bestFrame ? card : null))
    expect(ask('frame_agreement', { ...evidence, cards }).kind).toBe('abstained')
  })
})
