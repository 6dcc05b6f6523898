import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  alignText,
  likelihoodRatioWith,
  likelihoodRatioWithout,
  type LineScores,
} from '../src/read/recognise/align-text.ts'
import { decodeLine, textOf, type DecodedChar } from '../src/read/recognise/decode-line.ts'
import {
  BLANK,
  classesOf,
  classMask,
  DIGITS,
  READING_ALPHABET,
  READING_CLASSES,
} from '../src/read/recognise/reading-alphabet.ts'
import type { LineStyle } from '../src/read/recognise/row-styles.ts'

const STEPS = 5
const CLASSES = 3

/** Random probabilities of a tiny alphabet: blank and two characters. */
const tinyScores = fc
  .array(fc.double({ min: 0.01, max: 1, noNaN: true }), {
    minLength: STEPS * CLASSES,
    maxLength: STEPS * CLASSES,
  })
  .map((values): LineScores => {
    const probabilities = Float32Array.from(values, (value, i) => {
      const row = values.slice(i - (i % CLASSES), i - (i % CLASSES) + CLASSES)
      return value / row.reduce((sum, x) => sum + x, 0)
    })
    return { steps: STEPS, classes: CLASSES, probabilities }
  })

/** The likelihood of a text by its definition: the sum over all paths that collapse to it. */
function byAllPaths({ steps, classes, probabilities }: LineScores, codes: readonly number[]): number {
  let total = 0
  for (let path = 0; path < classes ** steps; path++) {
    const visited = Array.from({ length: steps }, (_, t) => Math.floor(path / classes ** t) % classes)
    const collapsed = visited.filter((code, t) => code !== BLANK && code !== visited[t - 1])
    if (collapsed.join() !== codes.join()) continue
    total += visited.reduce((product, code, t) => product * probabilities[t * classes + code]!, 1)
  }
  return total
}

const tinyText = fc.array(fc.integer({ min: 1, max: CLASSES - 1 }), { minLength: 0, maxLength: 3 })

describe('aligning a text with a line', () => {
  it('gives the sum over all paths that collapse to the text', () => {
    fc.assert(
      fc.property(tinyScores, tinyText, (scores, codes) => {
        const alignment = alignText(scores, codes)
        if (alignment !== null)
          expect(Math.exp(alignment.logLikelihood)).toBeCloseTo(byAllPaths(scores, codes), 6)
      }),
    )
  })

  it('gives the same for every text one character away', () => {
    fc.assert(
      fc.property(tinyScores, tinyText, fc.integer({ min: 1, max: 2 }), (scores, codes, code) => {
        const alignment = alignText(scores, codes)
        if (alignment === null) return
        const own = byAllPaths(scores, codes)
        const expectRatio = (ratio: number, edited: readonly number[]) => {
          const wanted = byAllPaths(scores, edited) / own
          expect(Math.abs(ratio - wanted)).toBeLessThanOrEqual(1e-4 * wanted)
        }
        codes.forEach((_, i) => {
          expectRatio(likelihoodRatioWithout(alignment, i), codes.toSpliced(i, 1))
          expectRatio(likelihoodRatioWith(alignment, i - 1, code, i + 1), codes.toSpliced(i, 1, code))
        })
        for (let gap = 0; gap <= codes.length; gap++)
          expectRatio(likelihoodRatioWith(alignment, gap - 1, code, gap), codes.toSpliced(gap, 0, code))
      }),
    )
  })

  it('has no alignment where the line is too short', () => {
    const scores = { steps: 2, classes: CLASSES, probabilities: new Float32Array(6).fill(1 / 3) }
    expect(alignText(scores, [1, 1])).toBeNull()
    expect(alignText(scores, [1, 2])).not.toBeNull()
  })
})

/** Probabilities of one line: each step names shares of characters (`_` = blank); the rest is spread over all classes. */
function line(...steps: readonly Readonly<Record<string, number>>[]): LineScores {
  const probabilities = new Float32Array(steps.length * READING_CLASSES)
  steps.forEach((shares, t) => {
    const rest = 1 - Object.values(shares).reduce((sum, p) => sum + p, 0)
    probabilities.fill(rest / READING_CLASSES, t * READING_CLASSES, (t + 1) * READING_CLASSES)
    for (const [char, p] of Object.entries(shares)) {
      probabilities[t * READING_CLASSES + (char === '_' ? BLANK : READING_ALPHABET.indexOf(char) + 1)]! += p
    }
  })
  return { steps: steps.length, classes: READING_CLASSES, probabilities }
}

const spelled = (text: string, sureness = 0.98) =>
  line(...Array.from(text).flatMap((char) => [{ [char]: sureness }, { _: 0.98 }]))
const plain = { temperature: 1, frameCorrelation: 0 }
const free: LineStyle = { mask: classMask(READING_ALPHABET), stretch: 1 }
const digits = (count: number): LineStyle => ({
  mask: classMask(DIGITS),
  form: new RegExp(`^\\d{${count}}$`),
  stretch: 1,
})
const read = (chars: readonly DecodedChar[]) => chars.map(({ char }) => char).join('')

describe('decoding a line', () => {
  it('reads what every step says', () => {
    expect(read(decodeLine([spelled('GG. III NO. 5')], free, plain))).toBe('GG. III NO. 5')
    expect(decodeLine([], free, plain)).toEqual([])
    expect(decodeLine([line({ _: 0.98 }, { _: 0.98 })], free, plain)).toEqual([])
  })

  it('gives a probability that falls with doubt, and the rival as alternative', () => {
    const [sure] = decodeLine([line({ B: 0.97 }, { _: 0.97 })], free, plain)
    const [unsure] = decodeLine([line({ B: 0.6, '8': 0.38 }, { _: 0.97 })], free, plain)
    expect(sure?.confidence).toBeGreaterThan(0.9)
    expect(unsure?.confidence).toBeLessThan(0.65)
    expect(unsure?.alternatives.map(({ char }) => char)).toEqual(expect.arrayContaining(['B', '8']))
  })

  it('doubts a character that may be two', () => {
    const [first] = decodeLine([line({ I: 0.9 }, { _: 0.5, I: 0.45 }, { I: 0.9 }, { _: 0.9 })], free, plain)
    expect(first?.confidence).toBeLessThan(0.7)
  })

  it('lets two frames outvote a third, whatever their steps are', () => {
    const right = [
      spelled('1234', 0.7),
      line({ _: 0.98 }, ...Array.from('1234', (char) => ({ [char]: 0.8 }))),
    ]
    const chars = decodeLine([spelled('1284', 0.8), ...right], digits(4), plain)
    expect(read(chars)).toBe('1234')
  })

  it('combines frames that each lost another character', () => {
    const losing = (lost: number) =>
      line(
        ...Array.from('KARTU').flatMap((char, i) => [
          i === lost ? { _: 0.7, [char]: 0.25 } : { [char]: 0.95 },
          { _: 0.95 },
        ]),
      )
    expect(read(decodeLine([losing(2)], free, plain))).toBe('KATU')
    expect(read(decodeLine([losing(2), losing(3)], free, plain))).toBe('KARTU')
  })

  it('is less certain for a higher temperature and for frames that repeat each other', () => {
    const frames = [spelled('7', 0.8), spelled('7', 0.8)]
    const confidence = (temperature: number, frameCorrelation: number) =>
      decodeLine(frames, digits(1), { temperature, frameCorrelation })[0]?.confidence ?? 0
    expect(confidence(2, 0)).toBeLessThan(confidence(1, 0))
    expect(confidence(1, 1)).toBeLessThan(confidence(1, 0))
  })

  it('gives a row its form where one edit does, and says how doubtful that is', () => {
    const lost = line({ '1': 0.9 }, { _: 0.9 }, { _: 0.7, '2': 0.29 }, { _: 0.9 }, { '3': 0.9 })
    const chars = decodeLine([lost], digits(3), plain)
    expect(read(chars)).toBe('123')
    expect(Math.min(...chars.map(({ confidence }) => confidence))).toBeLessThan(0.5)
  })

  it('never reads what a row cannot hold, and doubts a glyph that looks like it', () => {
    const [zero] = decodeLine([line({ O: 0.7, '0': 0.25 }, { _: 0.98 })], digits(1), plain)
    const [foreign] = decodeLine([line({ O: 0.97, '0': 0.005 }, { _: 0.98 })], digits(1), plain)
    expect(zero?.char).toBe('0')
    expect(foreign?.char).toBe('0')
    expect(foreign?.confidence).toBeLessThan(0.5)
    expect(zero?.alternatives.every(({ char }) => DIGITS.includes(char))).toBe(true)
  })

  it('hears a frame out that saw another end of the line', () => {
    const sees = line(
      { K: 0.98 },
      { _: 0.98 },
      { B: 0.98, '8': 0.01 },
      { _: 0.98 },
      { U: 0.98 },
      { _: 0.6, X: 0.39 },
    )
    const lost = line({ K: 0.98 }, { _: 0.98 }, { '8': 0.9999 }, { _: 0.98 }, { U: 0.98 }, { _: 0.9999 })
    const [, second] = decodeLine([sees, lost], free, plain)
    expect(second?.char).toBe('8')
  })

  it('keeps the digits a glyph may be, however many letters look more like it', () => {
    const glyph = line({ O: 0.4, D: 0.3, Q: 0.1, C: 0.05, '0': 0.08, '8': 0.06 }, { _: 0.98 })
    const [zero] = decodeLine([glyph], digits(1), plain)
    expect(zero?.char).toBe('0')
    expect(zero?.alternatives.map(({ char }) => char)).toContain('8')
    expect(zero?.confidence).toBeLessThan(0.6)
  })

  it('stays a number where frames contradict each other beyond what numbers hold', () => {
    const dense = line(...Array.from({ length: 160 }, (_, t) => ({ [t % 2 === 0 ? 'I' : 'H']: 0.99 })))
    const blank = line(...Array.from({ length: 170 }, () => ({ _: 0.9999 })))
    for (const char of decodeLine([dense, blank], free, plain))
      expect(char.confidence).toBeGreaterThanOrEqual(0)
  })

  it('keeps probabilities in order and within one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 30, maxLength: 30 }),
        fc.constantFrom(...Array.from(READING_ALPHABET)),
        fc.constantFrom(...Array.from(READING_ALPHABET)),
        (noise, a, b) => {
          const scores = line(...noise.map((p) => (a === b ? { [a]: p } : { [a]: p / 2, [b]: (1 - p) / 2 })))
          for (const char of decodeLine([scores], free, plain)) {
            const shares = char.alternatives.map(({ p }) => p)
            expect(char.confidence).toBeGreaterThanOrEqual(0)
            expect(char.confidence).toBeLessThanOrEqual(1)
            expect(shares).toEqual([...shares].sort((x, y) => y - x))
            expect(shares.reduce((sum, p) => sum + p, 0)).toBeLessThanOrEqual(1 + 1e-9)
          }
        },
      ),
      { numRuns: 40 },
    )
  })
})

describe('the alphabet', () => {
  it('names classes both ways', () => {
    expect(textOf(classesOf("A-Z 0/9 '(&)+:.,"))).toBe("A-Z 0/9 '(&)+:.,")
    expect(classesOf('é')).toEqual([])
  })
})
