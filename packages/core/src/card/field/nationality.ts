import countries from '../../../data/countries.json' with { type: 'json' }
import { listedConfidence, valid, type FieldCandidate } from '../field-outcome.ts'
import type { RawLine } from '../raw-row.ts'
import { editDistance } from '../text/edit-distance.ts'
import { spellingKey, textConfidence } from '../text/line.ts'
import { spanRepair } from '../text/span-repair.ts'
import { aliasList, matchListed, type AliasList } from './match-listed.ts'

const INDONESIAN = valid('nationality_indonesian', 'An Indonesian citizen.')
const FOREIGN = valid('nationality_foreign', 'A citizen of another country.')
const WNI = 'WNI'
/** Three letters leave no room for tolerance: one edit turns WNI into WNA. These misreadings belong to WNI alone. */
const WNI_MISREADINGS = ['WN1', 'WNL', 'WM']

const INDONESIA = aliasList({ [WNI]: ['INDONESIA', 'WARGA NEGARA INDONESIA'] })
/** English short names and the ones cards print; no card prints the letters WNA themselves, forms do. */
const COUNTRIES: AliasList = aliasList({ WNA: countries })

/** `WNI`, or `WNA` for a card that names another country. */
export function readNationality(line: RawLine): FieldCandidate | null {
  const key = spellingKey(line.text)
  if (WNI_MISREADINGS.includes(key)) {
    return {
      value: WNI,
      confidence: listedConfidence(textConfidence(line), editDistance(key, WNI, WNI.length)),
      repairs: spanRepair(line.text.toUpperCase(), WNI, 'closest_listed_value'),
      validation: INDONESIAN,
    }
  }
  if (key.length <= WNI.length && key !== WNI && key !== 'WNA') return null
  return matchListed(line, INDONESIA, INDONESIAN) ?? matchListed(line, COUNTRIES, FOREIGN)
}
