import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  assembleCardReading,
  FIELD_NAMES,
  type CardReading,
  type RawLine,
  type RowName,
} from '../src/index.ts'
import { doubtfulLine, rawLine, specimenRows } from './raw-line.ts'

const CONTEXT = { today: '2026-11-23', specimensAllowed: true }
const read = (change: Partial<Record<RowName, string | RawLine | null>> = {}): CardReading =>
  assembleCardReading(specimenRows(change), CONTEXT)

describe('Whatever was read', () => {
  const line = fc.record({
    text: fc.string({ maxLength: 40 }),
    confidence: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  const names = Object.keys(specimenRows())

  test('assembling never throws, and a field is either read and above its threshold or unread with a hint', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: names.length, maxLength: names.length }), (lines) => {
        const rows = Object.fromEntries(
          names.map((name, i) => [name, rawLine(lines[i]?.text ?? '', lines[i]?.confidence)]),
        )
        const reading = assembleCardReading(rows, CONTEXT)
        for (const name of FIELD_NAMES) {
          const field = reading.fields[name]
          expect(field.value === null).toBe(field.unread !== null)
          expect(field.confidence).toBeGreaterThanOrEqual(0)
          expect(field.confidence).toBeLessThanOrEqual(1)
          for (const repair of field.repairs) {
            expect(field.raw?.toUpperCase().slice(repair.index, repair.index + repair.from.length)).toBe(
              repair.from.toUpperCase(),
            )
          }
          if (field.value !== null) expect(field.validation.reason).not.toBe('')
        }
      }),
    )
  })

  test('a line that is missing, empty or hopeless is unread for that reason', () => {
    expect(read({ religion: null }).fields.religion).toMatchObject({ raw: null, unread: 'not_found' })
    expect(read({ religion: ' : ' }).fields.religion).toMatchObject({ raw: null, unread: 'not_found' })
    const glare = { ...rawLine('XXXX', 0.2), hint: 'glare' as const }
    expect(read({ religion: glare }).fields.religion).toMatchObject({ value: null, unread: 'glare' })
    expect(read({ name: rawLine('SPECIMEN CONTOH', 0.8) }).fields.fullName).toMatchObject({
      value: null,
      unread: 'low_confidence',
    })
    expect(assembleCardReading({}, CONTEXT).fields.nik.unread).toBe('not_found')
  })

  test('a card’s confidence never rises when a character’s falls', () => {
    const field = fc.constantFrom(...FIELD_NAMES)
    fc.assert(
      fc.property(
        field,
        fc.double({ min: 0.5, max: 1, noNaN: true }),
        fc.double({ min: 0.5, max: 1, noNaN: true }),
        (name, a, b) => {
          const at = (p: number): number => {
            const rows = Object.fromEntries(
              Object.entries(specimenRows()).map(([row, { text }]) => [row, rawLine(text, p)]),
            )
            return assembleCardReading(rows, CONTEXT).fields[name].confidence
          }
          expect(at(Math.min(a, b))).toBeLessThanOrEqual(at(Math.max(a, b)) + 1e-12)
        },
      ),
    )
  })
})

describe('Dust beside print', () => {
  test('is no part of a value of letters, and leaving it out is recorded', () => {
    const { fullName, address, occupation, kelurahan } = read({
      name: '-PUTRI LESTARI',
      address: 'JL. MERDEKA NO. 5 - -',
      occupation: 'KARYAWAN SWASTA-',
      village: '.CIBADUYUT KIDUL',
    }).fields
    expect(fullName).toMatchObject({
      raw: '-PUTRI LESTARI',
      value: 'PUTRI LESTARI',
      repairs: [{ index: 0, from: '-', to: '', rule: 'speck_beside_value' }],
    })
    expect(address).toMatchObject({
      value: 'JL. MERDEKA NO. 5',
      repairs: [{ index: 17, from: ' - -', to: '', rule: 'speck_beside_value' }],
    })
    expect(occupation.value).toBe('KARYAWAN SWASTA')
    expect(kelurahan.value).toBe('CIBADUYUT KIDUL')
  })

  test('is told from what ends a title, a number or a name, and from a dash that says there is nothing', () => {
    const { fullName, address, rtRw } = read({
      name: "NI'MAH, S.PD.",
      address: '-',
      rtRw: rawLine('-/- -', 0.95),
    }).fields
    expect(fullName).toMatchObject({ value: "NI'MAH, S.PD.", repairs: [] })
    expect(address.value).toBe('-')
    expect(rtRw).toMatchObject({ value: '-', unread: null })
  })
})

describe('What was left out or doubted', () => {
  const letter = (char: string, p: number) => [
    { char: '-', p: 0.98 - p },
    { char, p },
  ]

  test('makes a value no surer than that nothing of it stood there', () => {
    const sure = read({ name: doubtfulLine('- MADE SUTRISNA', 0, letter('I', 0.01)) }).fields.fullName
    expect(sure).toMatchObject({ value: 'MADE SUTRISNA' })
    expect(sure.confidence).toBeGreaterThan(0.9)
    const { fullName } = read({ name: doubtfulLine('- MADE SUTRISNA', 0, letter('I', 0.49)) }).fields
    expect(fullName.confidence).toBeLessThan(0.55)
  })

  test('takes a slash alone, or a dash that may be a digit, for no RT and RW', () => {
    for (const line of [rawLine('/', 0.9), rawLine('/', 0.05), doubtfulLine('-', 0, letter('1', 0.85))])
      expect(read({ rtRw: line }).fields.rtRw.value).toBeNull()
    expect(read({ rtRw: rawLine('-', 0.9) }).fields.rtRw.value).toBe('-')
  })

  test('gives a blood group as surely as its characters were read', () => {
    expect(read({ bloodType: rawLine('O', 0.7) }).fields.bloodType.confidence).toBeCloseTo(0.7)
  })

  test('does not give a name that differs in a doubted letter from the one listed place', () => {
    const doubted = rawLine('CIBADUYUT KIDAL', 0.999)
    const unsure = { ...doubted, confidences: doubted.confidences.with(13, 0.93) }
    const { value } = read({ village: unsure }).fields.kelurahan
    expect([null, 'CIBADUYUT KIDUL']).toContain(value)
  })
})

describe('A comma behind an abbreviation of an address', () => {
  test('is its full stop where the reader saw one too, as sure as that one of the two stands there', () => {
    const text = 'JL. MAWAR GG, MELATI NO. 4,2'
    const doubtful = doubtfulLine(text, text.indexOf(','), [
      { char: ',', p: 0.6 },
      { char: '.', p: 0.39 },
    ])
    const { value, repairs, confidence } = read({ address: doubtful }).fields.address
    expect(value).toBe('JL. MAWAR GG. MELATI NO. 4,2')
    expect(repairs).toEqual([{ index: 12, from: ',', to: '.', rule: 'comma_after_abbreviation' }])
    expect(confidence).toBeGreaterThan(0.8)
  })

  test('stays where the reader was sure of it, and behind a word or a letter', () => {
    for (const address of ['JL. MAWAR, DSN. MELATI', 'BLOK A, NO. 5', 'JL. RATNO, 5', 'PERUM ASRI NO, 5'])
      expect(read({ address }).fields.address).toMatchObject({ value: address, repairs: [] })
  })
})
