import {
  findProvince,
  listDistricts,
  listProvinces,
  listRegencies,
  type Region,
} from '../../region/region-index.ts'
import { villageNames } from '../../region/village-index.ts'
import { editDistance } from '../text/edit-distance.ts'
import { closest, type Closest } from '../text/closest.ts'
import type { RawLine, RawRows } from '../raw-row.ts'
import { sliceLine, spellingKey } from '../text/line.ts'
import { readKey } from '../text/read-key.ts'
import { districtSpellings, provinceSpellings, regencySpellings } from './region-spelling.ts'

/** The lines that name regions; absent where none was found. */
export type RegionLines = Pick<RawRows, 'province' | 'regency' | 'district' | 'village' | 'issuePlace'>

interface VillageMatch {
  readonly name: string
  readonly distance: number
}

export interface MatchedRegions {
  readonly province: Closest<Region> | null
  readonly regency: Closest<Region> | null
  readonly district: Closest<Region> | null
  readonly village: VillageMatch | null
  readonly issuePlace: Closest<Region> | null
}

/** Names of one parent differ enough that three edits in ten letters still single one out. */
const TOLERANCE = 0.3
const PROVINCE_WORD = 'PROVINSI'
const PROVINCE_WORD_EDITS = 3

/**
 * Matches the region lines from the largest to the smallest, each only among the parts of the one above: names repeat
 * across the country (98 villages are called Sidomulyo) and rarely within a district. A line below an unmatched one stays
 * unmatched. Retired regencies count, since cards printed before a split legally name the old province.
 */
export function matchRegions(lines: RegionLines): MatchedRegions {
  const province = matchProvince(lines.province)
  const regencies = listRegencies(province?.item.code ?? '')
  const regency = matchRegency(lines.regency, regencies, false)
  const district = regency === null ? null : matchDistrict(lines.district, regency.item)
  const issuePlace =
    matchRegency(lines.issuePlace, regency === null ? regencies : [regency.item], true) ??
    matchRegency(lines.issuePlace, listRegencies(''), true)
  return {
    // A header that could not be read is known from the regency below it.
    province: province ?? (regency === null ? null : provinceOf(regency.item)),
    regency,
    district,
    village: district === null ? null : matchVillage(lines.village, district.item),
    issuePlace,
  }
}

function matchProvince(line: RawLine | undefined): Closest<Region> | null {
  if (line === undefined) return null
  const first = /^\s*\S*/.exec(line.text)?.[0] ?? ''
  const word = first.trim().toUpperCase()
  const isWord = editDistance(word, PROVINCE_WORD, PROVINCE_WORD_EDITS) <= PROVINCE_WORD_EDITS
  const joined = word.startsWith(PROVINCE_WORD) ? first.length - word.length + PROVINCE_WORD.length : 0
  const name = sliceLine(line, isWord ? first.length : joined)
  return closest(readKey(name), listProvinces().flatMap(provinceSpellings), TOLERANCE, codeOf)
}

function provinceOf(regency: Region): Closest<Region> | null {
  const province = findProvince(regency.code.slice(0, 2))
  return province === null ? null : { item: province, key: '', distance: 0 }
}

function matchRegency(
  line: RawLine | undefined,
  regencies: readonly Region[],
  bare: boolean,
): Closest<Region> | null {
  if (line === undefined) return null
  const spellings = regencies.flatMap((regency) => regencySpellings(regency, bare))
  return closest(readKey(line), spellings, TOLERANCE, (region) => region.name)
}

function matchDistrict(line: RawLine | undefined, regency: Region): Closest<Region> | null {
  if (line === undefined) return null
  return closest(readKey(line), listDistricts(regency.code).flatMap(districtSpellings), TOLERANCE, codeOf)
}

function matchVillage(line: RawLine | undefined, district: Region): VillageMatch | null {
  if (line === undefined) return null
  const names = villageNames(district.code).map((name) => ({ key: spellingKey(name), item: name }))
  const match = closest(readKey(line), names, TOLERANCE, (name) => name)
  return match === null ? null : { name: match.item, distance: match.distance }
}

function codeOf(region: Region): string {
  return region.code
}
