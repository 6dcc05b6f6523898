import regions from '../../data/regions.json' with { type: 'json' }
import retired from '../../data/retired-regions.json' with { type: 'json' }

/** A province, regency or district by its Kemendagri code (2, 4 or 6 digits, without dots). */
export interface Region {
  readonly code: string
  /** Upper case; null for five codes known only from gaps in the numbering. */
  readonly name: string | null
  readonly status: 'current' | 'retired'
  /** Today's code of a retired regency, null when unknown or not retired. */
  readonly successor: string | null
}

interface RetiredRegency {
  readonly name: string | null
  readonly successor: string | null
}

// Maps, so that a text such as `__proto__` finds nothing.
const provinceNames = new Map<string, string>(Object.entries(regions.provinces))
const regencyNames = new Map<string, string>(Object.entries(regions.regencies))
const currentDistricts = new Map<string, string>(Object.entries(regions.districts))
const retiredRegencies = new Map<string, RetiredRegency>(Object.entries(retired.regencies))
const retiredDistricts = new Map<string, string>(Object.entries(retired.districts))

/** Unpacks `01NAME|02NAME` into regions of one regency. */
function unpackDistricts(
  regencyCode: string,
  packed: string | undefined,
  status: Region['status'],
): Region[] {
  if (packed === undefined) return []
  return packed.split('|').map((entry) => ({
    code: regencyCode + entry.slice(0, 2),
    name: entry.slice(2),
    status,
    successor: null,
  }))
}

export function findProvince(code: string): Region | null {
  const name = provinceNames.get(code)
  return name === undefined ? null : { code, name, status: 'current', successor: null }
}

/** Current and retired regencies: a NIK keeps the code of the place where its holder was first registered, for life. */
export function findRegency(code: string): Region | null {
  const name = regencyNames.get(code)
  if (name !== undefined) return { code, name, status: 'current', successor: null }
  const old = retiredRegencies.get(code)
  return old === undefined ? null : { code, name: old.name, status: 'retired', successor: old.successor }
}

export function findDistrict(code: string): Region | null {
  return listDistricts(code.slice(0, 4)).find((district) => district.code === code) ?? null
}

export function listProvinces(): readonly Region[] {
  return [...provinceNames].map(([code, name]) => ({
    code,
    name,
    status: 'current',
    successor: null,
  }))
}

/** Regencies of a province, retired ones last; cards printed before a split legally still name the old province. */
export function listRegencies(provinceCode: string): readonly Region[] {
  const codes = [...regencyNames.keys(), ...retiredRegencies.keys()]
  return codes
    .filter((code) => code.startsWith(provinceCode))
    .map((code) => findRegency(code))
    .filter((region) => region !== null)
}

const districtsByRegency = new Map<string, readonly Region[]>()

/** Districts of a regency, current and retired. */
export function listDistricts(regencyCode: string): readonly Region[] {
  let list = districtsByRegency.get(regencyCode)
  if (list === undefined) {
    list = [
      ...unpackDistricts(regencyCode, currentDistricts.get(regencyCode), 'current'),
      ...unpackDistricts(regencyCode, retiredDistricts.get(regencyCode), 'retired'),
    ]
    districtsByRegency.set(regencyCode, list)
  }
  return list
}
