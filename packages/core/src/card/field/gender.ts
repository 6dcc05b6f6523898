import { valid, type FieldCandidate } from '../field-outcome.ts'
import type { RawLine } from '../raw-row.ts'
import { aliasList, matchListed } from './match-listed.ts'

const GENDERS = aliasList({
  'LAKI-LAKI': ['LAKI', 'PRIA', 'MALE'],
  PEREMPUAN: ['WANITA', 'FEMALE'],
})

export function readGender(line: RawLine): FieldCandidate | null {
  return matchListed(line, GENDERS, valid('gender_listed', 'One of the two values printed on cards.'))
}
