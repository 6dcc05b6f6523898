import countries from '../../../data/countries.json' with { type: 'json' }
import { valid, type FieldCandidate } from '../field-outcome.ts'
import type { RawLine } from '../raw-row.ts'
import { spellingKey } from '../text/line.ts'
import { aliasList, matchListed, type AliasList } from './match-listed.ts'

const INDONESIAN = valid('nationality_indonesian', 'An Indonesian citizen.')
const FOREIGN = valid('nationality_foreign', 'A citizen of another country.')
/** Three letters leave no room for tolerance: one edit turns WNI into WNA. These misreadings belong to WNI alone. */
const WNI_MISREADINGS = ['WN1', 'WNL', 'WM', 'WNI']

const INDONESIA = aliasList({ WNI: ['INDONESIA', 'WARGA NEGARA INDONESIA'] })
/** English short names and the ones cards print; no card prints the letters WNA themselves, forms do. */
const COUNTRIES: AliasList = aliasList({ WNA: countries })

/** `WNI`, or `WNA` for a card that names another country. */
export function readNationality(line: RawLine): FieldCandidate | null {
  const key = spellingKey(line.text)
  if (WNI_MISREADINGS.includes(key)) {
    const exact = { ...line, text: 'WNI' }
    const candidate = matchListed(exact, INDONESIA, INDONESIAN)
    if (candidate === null || key === 'WNI') return candidate
    return {
      ...candidate,
      repairs: [{ index: 2, from: key.slice(2), to: 'I', rule: 'closest_listed_value' }],
    }
  }
  if (key.length <= 3 && key !== 'WNA') return null
  return matchListed(line, INDONESIA, INDONESIAN) ?? matchListed(line, COUNTRIES, FOREIGN)
}
