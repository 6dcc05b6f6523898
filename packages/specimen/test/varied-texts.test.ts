import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inventCard, layoutCard, PRINT_STYLES } from '../src/index.ts'

const varied = PRINT_STYLES.filter((style) => style.texts === 'varied').map((style) => style.name)
const cards = Array.from({ length: 600 }, (_, i) =>
  inventCard(`varied/${i}`, { style: varied[i % varied.length]! }),
)

describe('a card with varied texts', () => {
  test('keeps what every specimen keeps: serial 0000, a NIK that agrees, the photo of the year', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...varied), (seed, style) => {
        const card = inventCard(seed, { style })
        const { nik, dateOfBirth } = card.printed
        expect(nik).toMatch(/^\d{12}0000$/)
        const [day = 0, month, year = 0] = dateOfBirth.split('-').map(Number)
        expect(Number(nik.slice(6, 8))).toBe(day + (card.sex === 'female' ? 40 : 0))
        expect(Number(nik.slice(8, 10))).toBe(month)
        expect(Number(nik.slice(10, 12))).toBe(year % 100)
        expect(card.photoBackground).toBe(year % 2 === 1 ? 'red' : 'blue')
        expect(inventCard(seed, { style })).toEqual(card)
      }),
      { numRuns: 200 },
    )
  })

  test('prints only capitals, digits and the marks that registers use', () => {
    for (const { printed, provinceLine, regencyLine, issuePlace } of cards) {
      for (const text of [...Object.values(printed), provinceLine, regencyLine, issuePlace]) {
        expect(text).toMatch(/^[A-Z0-9 .,\-/'():&+]+$/)
      }
      expect(printed.fullName.length).toBeLessThanOrEqual(60)
    }
  })

  test('comes from all 38 provinces and far more districts than the usual one', () => {
    expect(new Set(cards.map((card) => card.printed.nik.slice(0, 2))).size).toBe(38)
    expect(new Set(cards.map((card) => card.printed.kecamatan)).size).toBeGreaterThan(400)
  })

  test('often wraps: names, addresses, birth places, occupations, religions', () => {
    const wrapped = cards.map((card) => layoutCard(card).filter((item) => item.lineIndex === 1))
    const shareOf = (row: string) =>
      wrapped.filter((items) => items.some((item) => item.row === row)).length / cards.length
    for (const row of ['name', 'address']) {
      expect(shareOf(row), row).toBeGreaterThan(0.2)
      expect(shareOf(row), row).toBeLessThan(0.5)
    }
    for (const row of ['birth', 'occupation', 'religion']) expect(shareOf(row), row).toBeGreaterThan(0)
  })

  test('writes names with titles, initials, apostrophes and hyphens, and one-word names', () => {
    const names = cards.map((card) => card.printed.fullName)
    for (const form of [/^(DRS?|IR|HJ?)\. /, /, [A-Z.]+/, /'/, /-/, /^(I|NI|IDA) /, /^\S+$/, / BINT?I? /]) {
      expect(
        names.some((name) => form.test(name)),
        `${form}`,
      ).toBe(true)
    }
  })

  test('writes addresses with blocks, Roman numerals, lanes and every way of a number', () => {
    const addresses = cards.map((card) => card.printed.address)
    for (const form of [
      /BLOK [A-Z]+-\d+\/\d+/,
      / (II|XIV|IX)( |$)/,
      / GG\. /,
      /NO\.\d/,
      /NO:/,
      /KM\. \d+,\d/,
    ]) {
      expect(
        addresses.some((address) => form.test(address)),
        `${form}`,
      ).toBe(true)
    }
  })

  test('has English values exactly on foreigners, and an end of validity', () => {
    const foreign = cards.filter((card) => card.printed.nationality !== 'WNI')
    expect(foreign.length / cards.length).toBeGreaterThan(0.04)
    expect(foreign.length / cards.length).toBeLessThan(0.12)
    for (const { printed } of foreign) {
      expect(['MALE', 'FEMALE']).toContain(printed.gender)
      expect(['SINGLE', 'MARRIED', 'DIVORCED', 'WIDOWED']).toContain(printed.maritalStatus)
      expect(printed.religion).toMatch(/^ISLAM$|ISM$|ITY$/)
      expect(printed.validUntil).toMatch(/^\d{2}-\d{2}-\d{4}$/)
    }
    for (const { printed } of cards.filter((card) => !foreign.includes(card))) {
      expect(['LAKI-LAKI', 'PEREMPUAN']).toContain(printed.gender)
      if (printed.validUntil !== 'SEUMUR HIDUP') expect(Number(printed.issueDate.slice(6))).toBeLessThan(2015)
    }
  })

  test('reaches every blood type, absent RT and RW, both spellings of two labels', () => {
    expect(new Set(cards.map((card) => card.printed.bloodType)).size).toBe(13)
    const rtRw = new Set(cards.map((card) => card.printed.rtRw))
    for (const absent of ['-', '-/-', '000/000']) expect(rtRw).toContain(absent)
    const labels = cards.map((card) => card.look.labels)
    expect(new Set(labels.map((label) => label.bloodType))).toEqual(new Set(['Gol. Darah', 'Gol Darah']))
    for (const { look, printed } of cards) {
      if (look.labels.religion === 'Kepercayaan') expect(printed.religion).toMatch(/^KEPERCAYAAN/)
    }
    expect(labels.some((label) => label.religion === 'Kepercayaan')).toBe(true)
  })
})
