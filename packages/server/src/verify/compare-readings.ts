import { editDistance, FIELD_NAMES, type CardReading, type FieldName } from '@kartu/core'

/** Whether two readings are of one card: `unknown` where either camera saw too little of it, or they differ in a trifle. */
type SameCard = 'same' | 'other' | 'unknown'

export interface ReadingComparison {
  readonly sameCard: SameCard
  readonly compared: readonly FieldName[]
  readonly differing: readonly FieldName[]
}

/** Whose the card is. Without these in both readings, and alike to the letter, nobody's is proven. */
const KEY_FIELDS: readonly FieldName[] = ['nik', 'fullName', 'dateOfBirth']
/** Fields read less surely than this accuse nobody: it is our own misreading. */
const CONFIDENCE_MIN = 0.8
/** Letters in which long texts may be read differently, one in so many; digits may not. */
const LETTERS_PER_SLIP = 12
const WORDY: readonly FieldName[] = ['placeOfBirth', 'address', 'kelurahan', 'kecamatan', 'occupation']
/** A NIK that differs in so many digits is no misreading. */
const OTHER_NIK_DIGITS = 3

/** Compares what two cameras read of what should be one card. */
export function compareReadings(one: CardReading, two: CardReading): ReadingComparison {
  const compared: FieldName[] = []
  const differing: FieldName[] = []
  for (const field of FIELD_NAMES) {
    const [a, b] = [one.fields[field], two.fields[field]]
    const isSure = a.confidence >= CONFIDENCE_MIN && b.confidence >= CONFIDENCE_MIN
    if (a.value === null || b.value === null || !(isSure || KEY_FIELDS.includes(field))) continue
    compared.push(field)
    if (!isAlike(field, a.value, b.value)) differing.push(field)
  }
  const [nik, otherNik] = [one.fields.nik.value, two.fields.nik.value]
  const isOtherNik = nik !== null && otherNik !== null && editDistance(nik, otherNik, 16) >= OTHER_NIK_DIGITS
  const isProven = differing.length === 0 && KEY_FIELDS.every((field) => compared.includes(field))
  return { sameCard: isOtherNik ? 'other' : isProven ? 'same' : 'unknown', compared, differing }
}

function isAlike(field: FieldName, a: string, b: string): boolean {
  if (!WORDY.includes(field)) return a === b
  const most = Math.ceil(Math.max(a.length, b.length) / LETTERS_PER_SLIP)
  return editDistance(a, b, most) <= most
}
