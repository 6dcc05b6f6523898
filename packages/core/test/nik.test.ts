import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isoDate, judgeNik, nikBirthDigits, parseNik } from '../src/index.ts'

const TODAY = '2026-11-23'
const LIVE = { today: TODAY, specimensAllowed: false }

const birthDate = fc
  .record({
    year: fc.integer({ min: 1927, max: 2008 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 31 }),
  })
  .map(({ year, month, day }) => isoDate(year, month, day))
  .filter((date) => date !== null)
const gender = fc.constantFrom('LAKI-LAKI' as const, 'PEREMPUAN' as const)
const serial = fc.integer({ min: 1, max: 9999 }).map((n) => String(n).padStart(4, '0'))

describe('A NIK', () => {
  test('gives back the birth date and gender it was made of, with and without the printed year', () => {
    fc.assert(
      fc.property(birthDate, gender, serial, (date, sex, number) => {
        const nik = `317101${nikBirthDigits(date, sex)}${number}`
        expect(parseNik(nik, { today: TODAY })).toMatchObject({ birthDate: date, gender: sex })
        const judged = judgeNik(nik, { ...LIVE, printedBirthDate: date, printedGender: sex })
        expect(judged.findings).toEqual([])
      }),
    )
  })

  test('with one birth digit changed never agrees with the printed date', () => {
    fc.assert(
      fc.property(
        birthDate,
        gender,
        fc.integer({ min: 6, max: 11 }),
        fc.integer({ min: 1, max: 9 }),
        (date, sex, at, add) => {
          const nik = `317101${nikBirthDigits(date, sex)}0001`
          const digit = (Number(nik[at]) + add) % 10
          const changed = nik.slice(0, at) + digit + nik.slice(at + 1)
          const judged = judgeNik(changed, { ...LIVE, printedBirthDate: date, printedGender: sex })
          expect(judged.worst).not.toBeNull()
          expect(judged.worst).not.toBe('information')
        },
      ),
    )
  })

  test('is judged without throwing whatever the text, and no finding repeats it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9]{16}$/)), (text) => {
        const { findings } = judgeNik(text, LIVE)
        if (text.length === 16) for (const finding of findings) expect(finding.reason).not.toContain(text)
      }),
    )
  })

  test('of exactly 16 digits never has a birth date that the calendar lacks', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{16}$/), (text) => {
        const parsed = parseNik(text, { today: TODAY })
        if (parsed !== null && parsed.birthDate !== null) {
          expect(new Date(`${parsed.birthDate}T00:00:00Z`).toISOString().slice(0, 10)).toBe(parsed.birthDate)
        }
      }),
    )
  })

  test.each([
    ['2011-11-24', 'nik_age_too_young'],
    ['2011-11-23', 'nik_age_under_17'],
    ['2009-11-24', 'nik_age_under_17'],
    ['2009-11-23', null],
    ['2026-11-23', 'nik_age_too_young'],
    ['2026-11-24', 'nik_birth_in_future'],
  ])('of a holder born on %s is judged by the age on the very day: %s', (date, code) => {
    const judged = judgeNik(`317101${nikBirthDigits(date, 'PEREMPUAN')}0001`, {
      ...LIVE,
      printedBirthDate: date,
    })
    expect(judged.findings.map((finding) => finding.code)).toEqual(code === null ? [] : [code])
  })

  test('with impossible day digits is compared with what the printed gender would have', () => {
    // Day 00: one digit from a man's fifth day, 05, and two from a woman's, 45.
    const codesFor = (printedGender: 'LAKI-LAKI' | 'PEREMPUAN') =>
      judgeNik('3171010008900001', { ...LIVE, printedBirthDate: '1990-08-05', printedGender }).findings.map(
        (finding) => finding.code,
      )
    expect(codesFor('PEREMPUAN')).toEqual(['nik_day_impossible', 'nik_birth_date_differs'])
    expect(codesFor('LAKI-LAKI')).toEqual(['nik_day_impossible', 'nik_birth_date_one_digit'])
  })

  test('needs no Luhn sum: a number that fails it is valid', () => {
    const nik = '3171011708900001'
    const luhn = Array.from(nik)
      .toReversed()
      .reduce((sum, c, i) => {
        const doubled = Number(c) * (i % 2 === 1 ? 2 : 1)
        return sum + (doubled > 9 ? doubled - 9 : doubled)
      }, 0)
    expect(luhn % 10).not.toBe(0)
    expect(judgeNik(nik, LIVE).findings).toEqual([])
  })
})
