import { notChecked, listedConfidence, valid, type FieldCandidate } from '../field-outcome.ts'
import type { RawLine } from '../raw-row.ts'
import { printedText, textConfidence } from '../text/line.ts'
import { spanRepair } from '../text/span-repair.ts'

const LISTED = valid('region_listed', 'One of the places within the region above it.')
const UNLISTED = notChecked(
  'region_not_listed',
  'No place of this name is known within the region above it, or that region was not matched.',
)

/** The matched official name, or the text as it stands when there was no match. */
export function readRegion(
  line: RawLine,
  match: { readonly name: string; readonly distance: number } | null,
): FieldCandidate | null {
  const value = printedText(line.text)
  if (!/\p{L}/u.test(value)) return null
  if (match === null) {
    return { value, confidence: textConfidence(line), repairs: [], validation: UNLISTED }
  }
  return {
    value: match.name,
    confidence: listedConfidence(textConfidence(line), match.distance),
    repairs: match.distance === 0 ? [] : spanRepair(line.text.toUpperCase(), match.name, 'closest_region'),
    validation: LISTED,
  }
}
