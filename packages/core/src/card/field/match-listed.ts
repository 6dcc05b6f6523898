import { closest, type Keyed } from '../text/closest.ts'
import { spellingKey, textConfidence } from '../text/line.ts'
import { readKey } from '../text/read-key.ts'
import { spanRepair } from '../text/span-repair.ts'
import { listedConfidence, type FieldCandidate } from '../field-outcome.ts'
import type { FieldValidation } from '../card-reading.ts'
import type { RawLine } from '../raw-row.ts'

interface Alias {
  /** As printed on some card, upper case. */
  readonly printed: string
  /** The value it stands for. */
  readonly value: string
}

export type AliasList = readonly Keyed<Alias>[]

/** A closed list of values: each canonical value with the other spellings cards have had. */
export function aliasList(spellings: Readonly<Record<string, readonly string[]>>): AliasList {
  return Object.entries(spellings)
    .flatMap(([value, others]) => [value, ...others].map((printed) => ({ printed, value })))
    .map((item) => ({ key: spellingKey(item.printed), item }))
    .toSorted((a, b) => b.key.length - a.key.length)
}

/** An edit in every four characters is the most that is corrected. */
const DEFAULT_TOLERANCE = 0.25

/** The list's value nearest to the line, or null when none is near or two are equally near. */
export function matchListed(
  line: RawLine,
  list: AliasList,
  validation: FieldValidation,
  tolerance: number = DEFAULT_TOLERANCE,
): FieldCandidate | null {
  const read = readKey(line)
  if (read.key.length === 0) return null
  const match = closest(read, list, tolerance, (alias) => alias.value)
  if (match === null) return null
  const fixed = match.item.printed
  return {
    value: match.item.value,
    confidence: listedConfidence(textConfidence(line), match.distance),
    repairs: match.distance === 0 ? [] : spanRepair(line.text.toUpperCase(), fixed, 'closest_listed_value'),
    validation,
  }
}

/** Whether the line says that there is nothing to say: `-`, or dashes and dots only. */
export function isDash(text: string): boolean {
  return /^[\s.–—_-]+$/.test(text) && /[-–—_]/.test(text)
}
