import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeCtc, type DecodedChar } from '../src/read/decode-ctc.ts'
import { closePlane } from '../src/read/close-plane.ts'
import { findColons } from '../src/read/find-colons.ts'
import { fuseDigits } from '../src/read/fuse-digits.ts'
import { LABEL_SLOTS, matchLabels } from '../src/read/match-labels.ts'
import { partHouseNumber } from '../src/read/part-house-number.ts'
import { classMask, DIGITS, READING_ALPHABET } from '../src/read/reading-alphabet.ts'

const CLASSES = READING_ALPHABET.length + 1

/** Probabilities of one line: each step names its class's character (`_` = blank) and share. */
const line = (...steps: readonly (readonly [string, number])[]) => {
  const data = new Float32Array(steps.length * CLASSES)
  steps.forEach(([char, p], step) => {
    data[step * CLASSES + (char === '_' ? 0 : READING_ALPHABET.indexOf(char) + 1)] = p
  })
  return { data, shape: [1, steps.length, CLASSES] }
}

const textOf = (chars: readonly DecodedChar[]) => chars.map((char) => char.char).join('')

describe('CTC decoding', () => {
  const all = classMask(READING_ALPHABET)

  it('merges equal neighbours and keeps equal characters that a blank parts', () => {
    const read = decodeCtc(line(['A', 0.9], ['A', 0.8], ['_', 0.9], ['A', 0.9], ['B', 0.7]), all)
    expect(textOf(read)).toBe('AAB')
    expect(read[0]?.position).toBeCloseTo(0.2)
  })

  it('reads a letter as the likeliest digit where only digits are printed, with less certainty', () => {
    const probabilities = line(['O', 0.7])
    probabilities.data[READING_ALPHABET.indexOf('0') + 1] = 0.2
    const [zero] = decodeCtc(probabilities, classMask(DIGITS))
    expect(zero?.char).toBe('0')
    expect(zero?.confidence).toBeLessThan(0.6)
  })

  it('keeps every confidence between 0 and 1 and alternatives in order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 6, maxLength: 40 }),
        (noise) => {
          const data = Float32Array.from(
            { length: noise.length * CLASSES },
            (_, i) => (noise[i % noise.length] ?? 0) / CLASSES,
          )
          for (const char of decodeCtc({ data, shape: [1, noise.length, CLASSES] }, all)) {
            expect(char.confidence).toBeGreaterThanOrEqual(0)
            expect(char.confidence).toBeLessThanOrEqual(1)
            const shares = char.alternatives.map((alternative) => alternative.p)
            expect(shares).toEqual([...shares].sort((a, b) => b - a))
            expect(shares.reduce((sum, p) => sum + p, 0)).toBeLessThanOrEqual(1.0001)
          }
        },
      ),
    )
  })
})

describe('label matching', () => {
  const band = (slot: number, y?: number) => {
    const { x0, width, y: usual } = LABEL_SLOTS[slot] ?? { x0: 0, width: 0, y: 0 }
    return { x0, x1: x0 + width, centreY: y ?? usual }
  }

  it('names all thirteen rows of an undisturbed card', () => {
    const bands = LABEL_SLOTS.map((_, i) => band(i))
    expect(matchLabels(bands)).toEqual(LABEL_SLOTS.map((_, i) => i))
  })

  it('follows rows that a wrapped name pushed down', () => {
    const bands = LABEL_SLOTS.map((slot, i) => band(i, i >= 2 ? slot.y + 0.0435 : slot.y))
    expect(matchLabels(bands)).toEqual(LABEL_SLOTS.map((_, i) => i))
  })

  it('leaves out a label under a reflection and a band that is no label', () => {
    const bands = LABEL_SLOTS.flatMap((slot, i) => {
      if (slot.row === 'religion') return []
      return slot.row === 'address' ? [band(i), { x0: 0.03, x1: 0.26, centreY: slot.y + 0.02 }] : [band(i)]
    })
    const assigned = matchLabels(bands)
    const religion = LABEL_SLOTS.findIndex((slot) => slot.row === 'religion')
    expect(assigned[religion]).toBe(-1)
    expect(assigned.filter((index) => index < 0)).toHaveLength(1)
    expect(bands[assigned[12] ?? -1]).toEqual(band(12))
  })
})

describe('the column of colons', () => {
  it('ignores candidates that are strokes of values', () => {
    const right = [0, 1, 2, 3, 4, 5].map((i) => ({ x: 378 + i * 0.5, y: 240 + i * 35 }))
    const column = findColons([...right, { x: 330, y: 260 }, { x: 420, y: 400 }], 1280)
    expect(column(240)).toBeCloseTo(378, 0)
    expect(column(415)).toBeCloseTo(380.5, 0)
  })

  it('stands at its usual place when too few colons were seen', () => {
    expect(findColons([{ x: 330, y: 260 }], 1280)(300)).toBeCloseTo(0.295 * 1280)
  })
})

describe('fusing digits of several frames', () => {
  const digits = (text: string, confidence: number): DecodedChar[] =>
    Array.from(text, (char, i) => ({
      char,
      confidence,
      alternatives: [{ char, p: 0.9 }],
      position: i / text.length,
    }))

  it('lets two frames outvote a doubtful third', () => {
    const fused = fuseDigits([digits('1234', 0.9), digits('1284', 0.4), digits('1234', 0.9)], 4)
    expect(textOf(fused ?? [])).toBe('1234')
  })

  it('leaves out readings that lost a digit', () => {
    expect(textOf(fuseDigits([digits('134', 0.99), digits('1234', 0.5)], 4) ?? [])).toBe('1234')
    expect(fuseDigits([digits('134', 0.99)], 4)).toBeNull()
  })

  it('is less certain where frames disagree', () => {
    const [, , third] = fuseDigits([digits('1234', 0.8), digits('1284', 0.8)], 4) ?? []
    expect(third?.confidence).toBeLessThan(0.6)
  })
})

describe('closing', () => {
  it('removes strokes narrower than its square and keeps broad shades', () => {
    const [width, height] = [40, 30]
    const data = new Float32Array(width * height).fill(200)
    for (let y = 0; y < height; y++) {
      data[y * width + 10] = 20
      for (let x = 24; x < 36; x++) data[y * width + x] = 120
    }
    const closed = closePlane({ width, height, data })
    expect(closed.data[15 * width + 10]).toBe(200)
    expect(closed.data[15 * width + 30]).toBe(120)
  })
})

describe('house numbers', () => {
  const chars = (text: string): DecodedChar[] =>
    Array.from(text, (char, i) => ({ char, confidence: 0.9, alternatives: [], position: i / text.length }))

  it('parts NO. from the word before it and leaves other words alone', () => {
    expect(textOf(partHouseNumber(chars('JL. PROF. DR. SOEPOMONO. 21')))).toBe('JL. PROF. DR. SOEPOMO NO. 21')
    expect(textOf(partHouseNumber(chars('LR. DAMAI KM. 5NO.3')))).toBe('LR. DAMAI KM. 5 NO.3')
    expect(textOf(partHouseNumber(chars('NO. 5')))).toBe('NO. 5')
    expect(textOf(partHouseNumber(chars('GG. MAWAR NO. 7')))).toBe('GG. MAWAR NO. 7')
    expect(textOf(partHouseNumber(chars('JL. SUTRISNO')))).toBe('JL. SUTRISNO')
  })
})
