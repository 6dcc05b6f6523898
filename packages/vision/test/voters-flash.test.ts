import { describe, expect, it } from 'vitest'
import { VOTERS, applyHomography, invertHomography, type Evidence } from '@kartu/vision'
import { LIGHT_COLUMNS, LIGHT_ROWS } from '../src/signal/card-light.ts'
import { cardAnswer } from '../src/voters/flash-answer.ts'
import { ask, suspicionOf } from './ask-voter.ts'
import { CODE, stageEvidence, type Stage } from './staged-evidence.ts'

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

/** The cell of the card's light grid at a place of the card. */
const cellAt = (u: number, v: number) => ({
  column: Math.floor(u * LIGHT_COLUMNS),
  row: Math.floor(v * LIGHT_ROWS),
})

describe('what clips', () => {
  const lit = { lit: CODE, modulation: 0.6 }

  // Without white, which could not outshine the rest of a card that is white everywhere: the patches alone decide.
  const whiteless = { lit: ['#00FF00', '#000000', '#FF0000', '#0000FF', '#000000'], modulation: 0.6 }

  it.each([
    ['across', (_u: number, v: number) => Math.abs(v - 0.5) < 0.2],
    ['down', (u: number) => Math.abs(u - 0.5) < 0.2],
  ])(
    'does not let a strip %s the middle, however many patches it has, answer for the whole card',
    (_, isStrip) => {
      const evidence = blowOut(stageEvidence(whiteless), isStrip)
      expect(cardAnswer(evidence)).toBe('too_few_frames')
      expect(ask('flash_reflectance', evidence).kind).toBe('abstained')
    },
  )

  const isScattered = (u: number, v: number): boolean => {
    const { column, row } = cellAt(u, v)
    return (column + 2 * row) % 5 === 0
  }

  it('lets fewer patches answer that lie all over a card which black steps show whole', () => {
    const isBlack = (frame: number): boolean => whiteless.lit[frame] === '#000000'
    const evidence = blowOut(stageEvidence(whiteless), (u, v, frame) => isBlack(frame) || isScattered(u, v))
    expect(cardAnswer(evidence)).toMatchObject({ series: { frames: [0, 1, 2, 3, 4] } })
    expect(suspicionOf(ask('flash_reflectance', evidence))).toBeLessThan(0.4)
  })

  it.each([
    ['all over it', isScattered],
    ['in two corners of it', (u: number, v: number) => Math.max(u, v) < 0.35 || Math.min(u, v) > 0.65],
    ['around it', (u: number, v: number) => Math.min(u, v, 1 - u, 1 - v) < 0.07],
  ])('does not let paper %s answer for a display that clips in every frame', (_, isPaper) => {
    const evidence = blowOut(stageEvidence(whiteless), isPaper)
    expect(cardAnswer(evidence)).toBe('too_few_frames')
  })

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
  const nearCode = [...CODE.slice(0, 4), '#FF00FF']

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

  it('does not pass a card that saw a code of which a single colour differs', () => {
    const vote = ask('flash_reflectance', stageEvidence({ lit: nearCode, issued: CODE, modulation: 0.6 }))
    expect(suspicionOf(vote)).not.toBeLessThan(0.5)
  })

  it('does not take black for white, whose hue may be that of the room', () => {
    const issued = ['#FF0000', '#000000', '#00FF00', '#0000FF', '#FFFFFF']
    const shown = [...issued.slice(0, 4), '#000000']
    const vote = ask('flash_reflectance', stageEvidence({ lit: shown, issued, modulation: 0.6 }))
    expect(suspicionOf(vote)).not.toBeLessThan(0.5)
  })

  // Two more codes of the decoys have the hues of this one, with black for white or the other way round.
  const twins = ['#FFFFFF', '#FF0000', '#000000', '#00FF00', '#00FFFF']

  it('passes a code whose twins in hue the brightness rules out', () => {
    const vote = ask('flash_reflectance', stageEvidence({ lit: twins, modulation: 1.5 }))
    expect(suspicionOf(vote)).toBeLessThan(0.4)
    expect(vote.evidence?.['decoyRankP']).toBeLessThan(0.001)
  })

  it.each([
    ['white and black of it swapped', ['#000000', '#FF0000', '#FFFFFF', '#00FF00', '#00FFFF']],
    ['black for white', ['#000000', '#FF0000', '#000000', '#00FF00', '#00FFFF']],
    ['white for black', ['#FFFFFF', '#FF0000', '#FFFFFF', '#00FF00', '#00FFFF']],
  ])('does not pass a card that saw that code with %s', (_, shown) => {
    const vote = ask('flash_reflectance', stageEvidence({ lit: shown, issued: twins, modulation: 1.5 }))
    expect(suspicionOf(vote)).not.toBeLessThan(0.5)
  })

  it.each([
    ['colours', 2.4],
    ['everything', 20],
  ])('abstains where %s overexpose the card: what tells a filter would be asked nothing', (_, exposure) => {
    const evidence = stageEvidence({ lit: CODE, modulation: 3, exposure })
    expect(ask('flash_reflectance', evidence).kind).toBe('abstained')
  })

  it('compares a frame taken just before the next colour with a sample of its own', () => {
    const lit = stageEvidence({ lit: CODE, modulation: 0.6 })
    const frames = lit.frames.map((frame, i) => ({ ...frame, tMs: 450 * (i + 1) - 20 }))
    const samples = Array.from({ length: 23 }, (_, k) => {
      const color = CODE[Math.min(4, Math.floor((100 * k) / 450))]!
      const mean = (at: number) => 90 + 0.2 * Number.parseInt(color.slice(at, at + 2), 16)
      return { tMs: 100 * k, meanR: mean(1), meanG: mean(3), meanB: mean(5) }
    })
    const { evidence } = ask('flash_reflectance', { ...lit, frames, flashSamples: samples })
    expect(evidence?.['samplePairs']).toBe(5)
    expect(Number(evidence?.['sampleCorrelation'])).toBeGreaterThan(0.9)
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

  describe('while a highlight wanders over the card', () => {
    const stage: Stage = { lit: CODE, modulation: 0.5, highlight: 3 }

    it('suspects a tint that is alike all over but for it', () => {
      const vote = ask('flash_falloff', stageEvidence(stage))
      expect(suspicionOf(vote)).toBeGreaterThan(0.9)
      expect(vote.evidence?.['falloffByPlace']).toBeLessThan(0.012)
    })

    it('passes light that falls off', () => {
      const vote = ask('flash_falloff', stageEvidence({ ...stage, falloff: 0.3 }))
      expect(suspicionOf(vote)).toBeLessThan(0.3)
    })
  })

  it.each([1, 0.3, 0.16, 0.12])(
    'finds out a filter that hardly falls off, however much noise a tint of %s leaves',
    (modulation) => {
      const vote = ask('flash_falloff', stageEvidence({ lit: CODE, modulation, falloff: 0.04 }))
      expect(suspicionOf(vote)).toBeGreaterThan(0.5)
    },
  )

  it('abstains where the flash hardly shows', () => {
    expect(ask('flash_falloff', stageEvidence({ lit: CODE, modulation: 0.02 })).kind).toBe('abstained')
  })
})
