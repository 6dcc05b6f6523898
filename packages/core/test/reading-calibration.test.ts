import { describe, expect, test } from 'vitest'
import {
  assembleCardReading,
  isoDate,
  listDistricts,
  listRegencies,
  nikBirthDigits,
  type CharAlternative,
  type RawLine,
} from '../src/index.ts'
import { rawLine } from './raw-line.ts'

const CARDS = 1500
const DOUBT_RATE = 0.05
/** How far mean confidence may lie from the share of right readings. */
const TOLERANCE = 0.04
const LOOKALIKES: Readonly<Record<string, string>> = {
  '0': '8',
  '1': '7',
  '2': 'Z',
  '3': '8',
  '4': 'A',
  '5': '6',
  '6': '5',
  '7': '1',
  '8': '3',
  '9': 'g',
}

let state = 20261123
function uniform(): number {
  state ^= state << 13
  state ^= state >>> 17
  state ^= state << 5
  return (state >>> 0) / 2 ** 32
}
const below = (bound: number): number => Math.floor(uniform() * bound)
const padded = (value: number, width: number): string => String(value).padStart(width, '0')

const districts = listRegencies('').flatMap((regency) => listDistricts(regency.code).map((d) => d.code))

/** A recogniser that knows how sure it is: in doubt between two characters it gives each its true probability. */
function readDoubtfully(text: string): RawLine {
  const alternatives = Array.from(text, (char): CharAlternative[] => {
    const other = LOOKALIKES[char]
    if (other === undefined || uniform() >= DOUBT_RATE) return [{ char, p: 0.999 }]
    const pOfFirst = 0.5 + uniform() / 2
    const [first, second] = uniform() < pOfFirst ? [char, other] : [other, char]
    return [
      { char: first, p: pOfFirst },
      { char: second, p: 1 - pOfFirst },
    ]
  })
  return {
    ...rawLine(alternatives.map(([best]) => best?.char ?? '').join('')),
    confidences: alternatives.map(([best]) => best?.p ?? 0),
    alternatives,
  }
}

function drawBirthDate(): string {
  const date = isoDate(1940 + below(68), 1 + below(12), 1 + below(31))
  return date ?? drawBirthDate()
}

describe('On simulated misreadings', () => {
  const tally = { rawRight: 0, read: 0, right: 0, confidence: 0 }
  for (let i = 0; i < CARDS; i++) {
    const gender = uniform() < 0.5 ? 'LAKI-LAKI' : 'PEREMPUAN'
    const date = drawBirthDate()
    const district = districts[below(districts.length)] ?? ''
    const nik = `${district}${nikBirthDigits(date, gender)}${padded(1 + below(9999), 4)}`
    const line = readDoubtfully(nik)
    const { nik: field } = assembleCardReading(
      {
        nik: line,
        birth: readDoubtfully(`BANDUNG, ${date.slice(8)}-${date.slice(5, 7)}-${date.slice(0, 4)}`),
        gender: rawLine(gender),
      },
      { today: '2026-11-23', specimensAllowed: false },
    ).fields
    if (line.text === nik) tally.rawRight++
    if (field.value === null) continue
    tally.read++
    tally.confidence += field.confidence
    if (field.value === nik) tally.right++
  }

  test('a NIK’s confidence is the share of NIKs that are right', () => {
    expect(Math.abs(tally.confidence / tally.read - tally.right / tally.read)).toBeLessThan(TOLERANCE)
  })

  test('regions, dates and gender make more NIKs right than the characters alone', () => {
    expect(tally.right).toBeGreaterThan(tally.rawRight + 0.1 * CARDS)
    expect(tally.read).toBeGreaterThan(0.95 * CARDS)
  })
})
