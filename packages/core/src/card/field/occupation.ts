import occupations from '../../../data/occupations.json' with { type: 'json' }
import { notChecked, valid, type FieldCandidate } from '../field-outcome.ts'
import type { RawLine } from '../raw-row.ts'
import { printedText, spellingKey, textConfidence } from '../text/line.ts'
import { aliasList, matchListed } from './match-listed.ts'

const OCCUPATIONS = aliasList(occupations)
const LISTED = valid('occupation_listed', 'One of the 99 values of the population administration.')
/** Shorter beginnings fit too many occupations. */
const MIN_PREFIX_LENGTH = 8
const UNLISTED = notChecked(
  'occupation_not_listed',
  'Not one of the 99 values; foreigners’ cards print free text.',
)

/** One of 99 occupations, whole or cut off by the photo; otherwise the text as it stands. */
export function readOccupation(line: RawLine): FieldCandidate | null {
  const listed = matchListed(line, OCCUPATIONS, LISTED)
  if (listed !== null) return listed
  const value = printedText(line.text)
  if (!/\p{L}/u.test(value)) return null
  const key = spellingKey(value)
  const confidence = textConfidence(line)
  const begun = new Set(
    OCCUPATIONS.filter((entry) => key.length >= MIN_PREFIX_LENGTH && entry.key.startsWith(key)).map(
      (entry) => entry.item.value,
    ),
  )
  const [only] = begun
  if (only !== undefined && begun.size === 1)
    return { value: only, confidence, repairs: [], validation: LISTED }
  return { value, confidence, repairs: [], validation: UNLISTED }
}
