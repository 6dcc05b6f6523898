import { describe, expect, test } from 'vitest'
import { assembleCardReading, type RawLine } from '../src/index.ts'
import { closest } from '../src/card/text/closest.ts'
import { readingDistance, readKey } from '../src/card/text/read-key.ts'
import { rawLine } from './raw-line.ts'

const CONTEXT = { today: '2026-06-01', specimensAllowed: true } as const

/** A line whose character at `index` may be `other` with probability `p`, or miscounted with `miscounted`. */
function doubtful(
  text: string,
  index: number,
  doubt: { other?: string; p?: number; miscounted?: number },
): RawLine {
  const { other = '', p = 0, miscounted = 0 } = doubt
  const alternatives = Array.from(text, (char, i) => {
    if (i !== index) return [{ char, p: 1 }]
    const rival = other === '' ? [] : [{ char: other, p }]
    return [{ char, p: 1 - p - miscounted }, ...rival]
  })
  return { ...rawLine(text), confidences: alternatives.map(([own]) => own?.p ?? 0), alternatives }
}

describe('Spellings near a reading', () => {
  test('are nearer the likelier the reader found the difference, and never nearer than a whole edit without doubt', () => {
    const distance = (line: RawLine, spelling: string) => readingDistance(readKey(line), spelling, 9)
    expect(distance(rawLine('PEDABRO'), 'PEDARRO')).toBe(1)
    expect(distance(doubtful('PEDABRO', 4, { other: 'R', p: 0.3 }), 'PEDARRO')).toBeLessThan(0.3)
    expect(distance(doubtful('PEDABRO', 4, { other: 'R', p: 0.01 }), 'PEDARRO')).toBeGreaterThan(0.5)
    expect(distance(doubtful('PEDABRO', 4, { other: 'K', p: 0.3 }), 'PEDARRO')).toBe(1)
  })

  test('are not filled in where one character may be more than one', () => {
    const line = doubtful('SUKA', 3, { miscounted: 0.7 })
    expect(readingDistance(readKey(line), 'SUKAA', 9)).toBe(0.5)
    expect(readingDistance(readKey(line), 'SUKAMULYAJAYA', 9)).toBeGreaterThan(4)
  })

  test('leave a reading alone that lies between two of them', () => {
    const entries = ['SARI', 'SARU'].map((key) => ({ key, item: key }))
    const near = (line: RawLine) => closest(readKey(line), entries, 0.3, (item) => item)?.item ?? null
    expect(near(rawLine('SARI'))).toBe('SARI')
    expect(near(doubtful('SARI', 3, { other: 'U', p: 0.4 }))).toBeNull()
  })
})

describe('A line of which a part is hidden', () => {
  const partial = (text: string): RawLine => ({ ...rawLine(text), hint: 'glare', partial: true })

  test('gives no value, however complete it looks', () => {
    const { fields } = assembleCardReading(
      { marital: partial('KAWIN'), name: partial('AGUS'), birth: partial('BANDUNG, 01-02-1990') },
      CONTEXT,
    )
    for (const field of ['maritalStatus', 'fullName', 'placeOfBirth', 'dateOfBirth'] as const) {
      expect(fields[field]).toMatchObject({ value: null, unread: 'glare' })
    }
    expect(fields.fullName.raw).toBe('AGUS')
  })

  test('names no region', () => {
    expect(assembleCardReading({ regency: partial('KABUPATEN ACEH') }, CONTEXT).province).toBeNull()
  })

  test('is no reason to give out a confidence that is no number', () => {
    const line = { ...rawLine('AGUS SALIM'), confidences: Array.from('AGUS SALIM', () => Number.NaN) }
    expect(assembleCardReading({ name: line }, CONTEXT).fields.fullName.value).toBeNull()
  })
})
