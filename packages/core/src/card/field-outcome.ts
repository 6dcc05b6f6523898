import type { FieldReading, FieldValidation, Repair, UnreadHint } from './card-reading.ts'
import type { RawLine } from './raw-row.ts'

/** A value taken from a line, before it is decided whether it is certain enough to be given out. */
export interface FieldCandidate {
  readonly value: string
  readonly confidence: number
  readonly repairs: readonly Repair[]
  readonly validation: FieldValidation
}

/**
 * Below these probabilities a field is unread. What is given out must be more likely right than wrong: a
 * wrong value costs its reader more than a line that has to be looked at.
 */
export const MIN_CONFIDENCE = { digits: 0.5, enumerated: 0.5, text: 0.5 } as const

/** A wrong reading of a line becomes some other member of a closed list by chance about this often. */
const CHANCE_OF_LISTED_MISREADING = 0.02
/** Each edit needed to reach a member of a list leaves this much of the certainty. */
const CERTAINTY_LEFT_PER_EDIT = 0.9

/**
 * Probability that a list's member is the printed one. Exact spelling: Bayes over "read right" against "misread into
 * another member". Corrected spelling: the characters were wrong, so only the distance counts.
 */
export function listedConfidence(textConfidence: number, distance: number): number {
  if (distance > 0) return (1 - CHANCE_OF_LISTED_MISREADING) * CERTAINTY_LEFT_PER_EDIT ** Math.ceil(distance)
  const chance = (1 - textConfidence) * CHANCE_OF_LISTED_MISREADING
  return textConfidence === 0 ? 0 : textConfidence / (textConfidence + chance)
}

export function valid(code: string, reason: string): FieldValidation {
  return { outcome: 'valid', code, reason }
}

export function notChecked(code: string, reason: string): FieldValidation {
  return { outcome: 'not_checked', code, reason }
}

export const UNREAD: FieldValidation = notChecked('field_unread', 'The field was not read.')

/** The reading given out: the candidate's, or none with the hint why. */
export function finishField(
  line: RawLine | undefined,
  candidate: FieldCandidate | null,
  minConfidence: number,
): FieldReading {
  if (line === undefined) return unread(null, 0, 'not_found')
  if (candidate === null) return unread(line.text, 0, line.hint ?? 'low_confidence')
  if (line.partial) return unread(line.text, 0, line.hint ?? 'glare')
  // Written so that a confidence that is no number is not given out either.
  if (!(candidate.confidence >= minConfidence)) {
    return unread(line.text, candidate.confidence, line.hint ?? 'low_confidence')
  }
  return { raw: line.text, unread: null, ...candidate }
}

function unread(raw: string | null, confidence: number, hint: UnreadHint): FieldReading {
  return { raw, value: null, confidence, repairs: [], unread: hint, validation: UNREAD }
}
