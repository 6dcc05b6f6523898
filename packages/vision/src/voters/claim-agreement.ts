import { editDistance, FIELD_NAMES, normaliseField, type FieldName, type Vote, type Voter } from '@kartu/core'
import type { Evidence } from '../evidence.ts'
import { ramp } from '../signal/order-statistics.ts'

/** Fields read less surely than this are not compared: our own misreading would accuse the SDK. */
const CONFIDENCE_MIN = 0.8
/** Fields that two engines must have in common before agreement means anything. */
const FIELDS_MIN = 2
/** Share of a text that two engines may read differently through glare and blur. */
const SAME_TEXT_DISTANCE = 0.34
/** A number or date that differs in more characters than this is another one. */
const DIGITS_DIFFERING_MAX = 2
const DIGIT_FIELDS: readonly FieldName[] = ['nik', 'dateOfBirth', 'issueDate', 'rtRw']

const digitsOf = (text: string): string => text.replaceAll(/\D/g, '')

/** Letters and digits only, upper case, without accents: engines differ in spaces and punctuation. */
const plainText = (text: string): string =>
  text
    .normalize('NFKD')
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')

/** Day-first dates to year-first, so that both spellings of a date compare. */
const plainDate = (text: string): string => {
  const match = /^\s*(\d{1,2})\D(\d{1,2})\D(\d{4})\s*$/.exec(text)
  return match ? `${match[3]}${match[2]!.padStart(2, '0')}${match[1]!.padStart(2, '0')}` : digitsOf(text)
}

const isWithin = (a: string, b: string, edits: number): boolean => editDistance(a, b, edits) <= edits

function agrees(field: FieldName, claim: string, read: string): boolean {
  if (DIGIT_FIELDS.includes(field)) {
    const isDate = field === 'dateOfBirth' || field === 'issueDate'
    const normalise = isDate ? plainDate : digitsOf
    return isWithin(normalise(claim), normalise(read), DIGITS_DIFFERING_MAX)
  }
  const a = plainText(claim)
  const b = plainText(read)
  return isWithin(a, b, Math.ceil(SAME_TEXT_DISTANCE * Math.max(a.length, b.length)))
}

function vote(evidence: Evidence): Vote {
  const compared: FieldName[] = []
  const differing: FieldName[] = []
  for (const field of FIELD_NAMES) {
    const claim = evidence.claims[field]
    const { value, raw, confidence } = evidence.reading.fields[field]
    if (claim === undefined || claim.trim() === '' || value === null || confidence < CONFIDENCE_MIN) continue
    compared.push(field)
    if (normaliseField(field, claim, evidence.today) === value || agrees(field, claim, value)) continue
    if (raw === null || !agrees(field, claim, raw)) differing.push(field)
  }
  if (compared.length < FIELDS_MIN) {
    return { kind: 'abstained', reason: 'The SDK claimed too little of what was read here to compare.' }
  }
  const nikDiffers = differing.includes('nik')
  const share = differing.length / compared.length
  // One odd field is an engine's mistake; the number itself, or several fields, are another card.
  const suspicion = nikDiffers ? 0.9 : 0.05 + 0.9 * ramp(share, 0.15, 0.6)
  return {
    kind: 'scored',
    suspicion,
    reason:
      differing.length === 0
        ? 'What the SDK claims to have read agrees with the frames.'
        : `The SDK claims other text than the frames show in: ${differing.join(', ')}.`,
    evidence: { compared, differing },
  }
}

/** Does the text that the SDK claims stand on the card in the frames? */
export const claimAgreement: Voter<Evidence> = {
  id: 'claim_agreement',
  family: 'tamper',
  measures:
    'The text that the SDK read on the device agrees with the text read here from the frames it sent.',
  blindTo: 'A card tampered with before it was photographed: both readers see the same false text.',
  needs: ['the SDK’s readings of at least two fields that were read here as well'],
  vote,
}
