import { valid, type FieldCandidate } from '../field-outcome.ts'
import type { RawLine } from '../raw-row.ts'
import { aliasList, matchListed } from './match-listed.ts'

/** The four values, the registered and unregistered forms of Permendagri 118/2017, older words, and English ones. */
const MARITAL_STATUSES = aliasList({
  'BELUM KAWIN': ['TIDAK KAWIN', 'SINGLE'],
  KAWIN: ['KAWIN TERCATAT', 'KAWIN BELUM TERCATAT', 'KAWIN TIDAK TERCATAT', 'MARRIED'],
  'CERAI HIDUP': ['CERAI HIDUP TERCATAT', 'CERAI HIDUP BELUM TERCATAT', 'DIVORCED'],
  'CERAI MATI': ['WIDOWED', 'WIDOW', 'WIDOWER'],
})

/** `JANDA` and `DUDA` do not say whether by death or divorce and stay unread, as a bare `CERAI` does. */
export function readMaritalStatus(line: RawLine): FieldCandidate | null {
  return matchListed(line, MARITAL_STATUSES, valid('marital_status_listed', 'One of the four values.'))
}
