import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CARD_ASPECT, drawCard, inventCard, layoutCard, renderCard, SPECIMEN_WORD } from '../src/index.ts'

const cards = Array.from({ length: 400 }, (_, i) => inventCard(`many/${i}`))

describe('an invented card', () => {
  test('has a NIK that ends in the serial that is never issued and agrees with birth date and sex', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const card = inventCard(seed)
        const { nik, dateOfBirth, gender } = card.printed
        expect(nik).toMatch(/^\d{12}0000$/)
        const [day, month, year] = dateOfBirth.split('-').map(Number)
        const offset = gender === 'PEREMPUAN' ? 40 : 0
        expect(Number(nik.slice(6, 8))).toBe((day ?? 0) + offset)
        expect(Number(nik.slice(8, 10))).toBe(month)
        expect(Number(nik.slice(10, 12))).toBe((year ?? 0) % 100)
      }),
      { numRuns: 300 },
    )
  })

  test('shows a red background for odd birth years and a blue one for even', () => {
    for (const card of cards) {
      const year = Number(card.printed.dateOfBirth.slice(6))
      expect(card.photoBackground).toBe(year % 2 === 1 ? 'red' : 'blue')
    }
  })

  test('covers the country: every province, Balinese I, one-word names, long names and foreigners', () => {
    expect(new Set(cards.map((card) => card.provinceLine)).size).toBeGreaterThanOrEqual(35)
    expect(cards.some((card) => /^(I|NI) /.test(card.printed.fullName))).toBe(true)
    expect(cards.some((card) => !card.printed.fullName.includes(' '))).toBe(true)
    expect(cards.some((card) => card.printed.fullName.length > 28)).toBe(true)
    expect(cards.some((card) => card.printed.nationality !== 'WNI')).toBe(true)
  })

  test('is the same for the same seed and another for another', () => {
    expect(inventCard('a')).toEqual(inventCard('a'))
    expect(new Set(cards.map((card) => card.printed.nik)).size).toBeGreaterThan(390)
  })

  test('prints every field in the fixed formats', () => {
    for (const { printed, values } of cards) {
      expect(printed.rtRw).toMatch(/^\d{3}\/\d{3}$/)
      expect(printed.issueDate).toMatch(/^\d{2}-\d{2}-\d{4}$/)
      expect(values.dateOfBirth).toMatch(/^\d{4}-\d{2}-\d{2}$/)
      expect(printed.fullName.length).toBeLessThanOrEqual(60)
    }
  })
})

describe('the layout', () => {
  test('keeps every text on the card, values left of the photo and lines apart', () => {
    for (const card of cards.slice(0, 120)) {
      const texts = layoutCard(card)
      for (const { box, text } of texts) {
        expect(box.x0, text).toBeGreaterThan(0.01)
        expect(box.x1, text).toBeLessThan(0.99)
        expect(box.y1, text).toBeLessThan(0.97)
      }
      const values = texts.filter((item) => item.part === 'value' && item.x < 0.5 && item.anchor === 'start')
      for (const item of values) expect(item.box.x1, item.text).toBeLessThan(0.695)
      const lines = [...new Set(values.map((item) => item.centreY))].toSorted((a, b) => a - b)
      for (let i = 1; i < lines.length; i++) expect(lines[i]! - lines[i - 1]!).toBeGreaterThan(0.033)
    }
  })

  test('joins wrapped lines to the printed value', () => {
    for (const card of cards.slice(0, 120)) {
      const name = layoutCard(card).filter((item) => item.row === 'name' && item.part === 'value')
      expect(name.map((item) => item.text).join(' ')).toBe(card.printed.fullName)
    }
  })
})

describe('a rendered card', () => {
  const digest = (seed: string, widthPx: number) =>
    createHash('sha256')
      .update(renderCard(inventCard(seed), widthPx).data)
      .digest('hex')

  test('has the same pixels for the same seed and others for another', () => {
    expect(digest('a', 640)).toBe(digest('a', 640))
    expect(digest('a', 640)).not.toBe(digest('b', 640))
  })

  test('carries the word SPESIMEN over text and photo and in the border', () => {
    const card = inventCard('word')
    const svg = drawCard(card)
    expect(svg.split(SPECIMEN_WORD).length - 1).toBeGreaterThanOrEqual(4)
    const marked = renderCard(card, 800)
    const words = Array.from({ length: marked.width }, (_, x) => {
      const y = Math.round(marked.height * 0.5)
      const at = (y * marked.width + x) * 3
      return (marked.data[at] ?? 0) - (marked.data[at + 1] ?? 0)
    })
    const pinkShare = words.slice(250, 550).filter((redness) => redness > 8).length / 300
    expect(pinkShare).toBeGreaterThan(0.15)
  })

  test('has the shape of an ID-1 card at any width and refuses silly ones', () => {
    for (const widthPx of [600, 1000, 2000]) {
      const picture = renderCard(inventCard('shape'), widthPx)
      expect(picture.width / picture.height).toBeCloseTo(CARD_ASPECT, 1)
      expect(picture.data.length).toBe(picture.width * picture.height * 3)
    }
    expect(() => renderCard(inventCard('shape'), 20)).toThrow(
      expect.objectContaining({ code: 'specimen_width_out_of_range' }),
    )
  })
})
