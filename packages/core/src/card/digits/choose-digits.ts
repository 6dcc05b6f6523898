import type { Repair } from '../card-reading.ts'
import type { DigitCell } from './digit-cell.ts'

export interface ChosenDigits {
  readonly digits: string
  /** 0–1: probability that all of them are right. */
  readonly confidence: number
  readonly repairs: readonly Repair[]
}

export interface DigitRule {
  /** How plausible a reading is beside others: 1 for one that meets everything known, lower otherwise, never 0. */
  readonly weigh: (digits: string) => number
  /** Share of misreadings that would meet everything known too. */
  readonly chancePass: number
}

/** The weight of a reading that breaks a hard rule. High enough that crisp digits stand: a forgery must not be repaired away. */
export const IMPOSSIBLE_WEIGHT = 0.01
/** Share of misreadings of a plausible print, given that what was read is not plausible. */
const MISREADING_IF_IMPLAUSIBLE = 0.5
/** The pairs OCR-A digits are taken for one another in. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  '0': '8',
  '1': '7',
  '3': '8',
  '5': '6',
  '6': '58',
  '7': '1',
  '8': '036',
}
/** A digit replaced only because the rule demands it leaves the reading about this certain. */
const LOOKALIKE_CONFIDENCE = 0.6
/** A digit read this surely is never replaced: on an altered card it is the finding. */
const CRISP = 0.98
const MOST_READINGS = 4096

/**
 * The most probable reading of a run of digits: product of the characters' probabilities times the rule's weight,
 * normalised over every reading the characters allow and over the chance that none of them is right. When the characters
 * allow only readings that break a hard rule, one lookalike digit is replaced if exactly one such replacement is fully
 * plausible. Null without cells.
 */
export function chooseDigits(cells: readonly DigitCell[], rule: DigitRule): ChosenDigits | null {
  if (cells.length === 0) return null
  const readings = enumerateReadings(cells)
  let best = { digits: '', p: 0, weight: 0 }
  let total = 0
  let covered = 0
  for (const reading of readings) {
    const weight = rule.weigh(reading.digits)
    total += reading.p * weight
    covered += reading.p
    if (reading.p * weight > best.p * best.weight) best = { ...reading, weight }
  }
  if (best.p === 0) return null
  if (best.weight <= IMPOSSIBLE_WEIGHT) {
    const repaired = replaceLookalike(cells, best.digits, rule)
    if (repaired !== null)
      return finish(cells, repaired, LOOKALIKE_CONFIDENCE * Math.min(1, covered), 'lookalike_digit')
  }
  const missed = Math.max(0, 1 - covered)
  const missedWeight = best.weight === 1 ? rule.chancePass : MISREADING_IF_IMPLAUSIBLE
  return finish(
    cells,
    best.digits,
    (best.p * best.weight) / (total + missed * missedWeight),
    'confused_character',
  )
}

function enumerateReadings(cells: readonly DigitCell[]): readonly { digits: string; p: number }[] {
  let readings = [{ digits: '', p: 1 }]
  for (const cell of cells) {
    readings = readings.flatMap(({ digits, p }) =>
      cell.candidates.map((candidate) => ({ digits: digits + candidate.digit, p: p * candidate.p })),
    )
    if (readings.length > MOST_READINGS)
      readings = readings.toSorted((a, b) => b.p - a.p).slice(0, MOST_READINGS)
  }
  return readings
}

function replaceLookalike(cells: readonly DigitCell[], digits: string, rule: DigitRule): string | null {
  const plausible = Array.from(digits).flatMap((digit, i) =>
    Array.from((cells[i]?.candidates[0]?.p ?? 0) >= CRISP ? '' : (LOOKALIKES[digit] ?? ''))
      .map((other) => digits.slice(0, i) + other + digits.slice(i + 1))
      .filter((changed) => rule.weigh(changed) === 1),
  )
  return plausible.length === 1 ? (plausible[0] ?? null) : null
}

function finish(cells: readonly DigitCell[], digits: string, confidence: number, rule: string): ChosenDigits {
  const repairs = cells.flatMap((cell, i): Repair[] => {
    const to = digits.charAt(i)
    return cell.char === to ? [] : [{ index: cell.index, from: cell.char, to, rule }]
  })
  return { digits, confidence, repairs }
}
