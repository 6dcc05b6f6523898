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
import { spellingKey } from '../text/line.ts'
import { districtSpellings, provinceSpellings, regencySpellings } from './region-spelling.ts'

export interface RegionTexts {
  readonly province: string | null
  readonly regency: string | null
  readonly district: string | null
  readonly village: string | null
  readonly issuePlace: string | null
}

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
export function matchRegions(texts: RegionTexts): MatchedRegions {
  const province = matchProvince(texts.province)
  const regencies = listRegencies(province?.item.code ?? '')
  const regency = matchRegency(texts.regency, regencies, false)
  const district = regency === null ? null : matchDistrict(texts.district, regency.item)
  const issuePlace =
    matchRegency(texts.issuePlace, regency === null ? regencies : [regency.item], true) ??
    matchRegency(texts.issuePlace, listRegencies(''), true)
  return {
    // A header that could not be read is known from the regency below it.
    province: province ?? (regency === null ? null : provinceOf(regency.item)),
    regency,
    district,
    village: district === null ? null : matchVillage(texts.village, district.item),
    issuePlace,
  }
}

function matchProvince(text: string | null): Closest<Region> | null {
  if (text === null) return null
  const [first = '', ...rest] = text.trim().toUpperCase().split(/\s+/)
  const word = editDistance(first, PROVINCE_WORD, PROVINCE_WORD_EDITS) <= PROVINCE_WORD_EDITS
  const name = word ? rest.join(' ') : text.toUpperCase().replace(/^\s*PROVINSI/, '')
  return closest(spellingKey(name), listProvinces().flatMap(provinceSpellings), TOLERANCE, codeOf)
}

function provinceOf(regency: Region): Closest<Region> | null {
  const province = findProvince(regency.code.slice(0, 2))
  return province === null ? null : { item: province, key: '', distance: 0 }
}

function matchRegency(
  text: string | null,
  regencies: readonly Region[],
  bare: boolean,
): Closest<Region> | null {
  if (text === null) return null
  const spellings = regencies.flatMap((regency) => regencySpellings(regency, bare))
  return closest(spellingKey(text), spellings, TOLERANCE, (region) => region.name)
}

function matchDistrict(text: string | null, regency: Region): Closest<Region> | null {
  if (text === null) return null
  return closest(spellingKey(text), listDistricts(regency.code).flatMap(districtSpellings), TOLERANCE, codeOf)
}

function matchVillage(text: string | null, district: Region): VillageMatch | null {
  if (text === null) return null
  const names = villageNames(district.code).map((name) => ({ key: spellingKey(name), item: name }))
  const match = closest(spellingKey(text), names, TOLERANCE, (name) => name)
  return match === null ? null : { name: match.item, distance: match.distance }
}

function codeOf(region: Region): string {
  return region.code
}
