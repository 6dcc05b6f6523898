import { notChecked, listedConfidence, valid, type FieldCandidate } from '../field-outcome.ts'
import type { RawLine } from '../raw-row.ts'
import { printedText, textConfidence } from '../text/line.ts'
import { spanRepair } from '../text/span-repair.ts'

const LISTED = valid('region_listed', 'One of the places within the region above it.')
const UNLISTED = notChecked(
  'region_not_listed',
  'No place of this name is known within the region above it, or that region was not matched.',
)

/**
 * Edits believed per expected misreading. Confidences run somewhat high on letters that blur together, so three times the
 * expected number is still a misreading; beyond it the card holds another name than the list does.
 */
const EDITS_PER_EXPECTED_MISREADING = 3

/** Names of places are printed in capitals: any other sign in one is a misreading, however sure the recogniser was. */
const NO_CAPITAL = /[\p{Ll}\p{N}|]/gu

/** In a name this long one letter more or less still singles it out within its parent. */
const LONG_NAME_CHARS = 8

/** How likely it is that a card holds a name of no list, so near to a listed one of the same parent, beside a misreading. */
const NEAR_UNLISTED_PRIOR = 0.05

/** How many letters of a line the recogniser may well have got wrong. */
function plausibleEdits(line: RawLine): number {
  const expected = line.confidences.reduce((sum, confidence) => sum + (1 - confidence), 0)
  const misread = line.text.match(NO_CAPITAL)?.length ?? 0
  const doubted = misread + Math.round(expected * EDITS_PER_EXPECTED_MISREADING)
  return line.text.length >= LONG_NAME_CHARS ? Math.max(1, doubted) : doubted
}

/**
 * The matched official name, or the text as it stands when there was no match or when the match changes more letters than
 * the reading leaves in doubt: lists are never complete, and a sure reading of a new village beats an old neighbour's name.
 */
export function readRegion(
  line: RawLine,
  match: { readonly name: string; readonly distance: number } | null,
): FieldCandidate | null {
  const value = printedText(line.text)
  if (!/\p{L}/u.test(value)) return null
  if (match === null) return { value, confidence: textConfidence(line), repairs: [], validation: UNLISTED }
  if (match.distance > plausibleEdits(line)) {
    const right = textConfidence(line) * NEAR_UNLISTED_PRIOR
    const confidence = right / (right + 1 - textConfidence(line))
    return { value, confidence, repairs: [], validation: UNLISTED }
  }
  return {
    value: match.name,
    confidence: listedConfidence(textConfidence(line), match.distance),
    repairs: match.distance === 0 ? [] : spanRepair(line.text.toUpperCase(), match.name, 'closest_region'),
    validation: LISTED,
  }
}
