import type { Region } from '../../region/region-index.ts'
import { spellingKey } from '../text/line.ts'
import type { Keyed } from '../text/closest.ts'

/** What cards print where the official name differs. */
const PROVINCE_SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  '11': ['NANGGROE ACEH DARUSSALAM'],
  '12': ['SUMATRA UTARA'],
  '13': ['SUMATRA BARAT'],
  '16': ['SUMATRA SELATAN'],
  '19': ['KEP. BANGKA BELITUNG', 'BANGKA BELITUNG'],
  '21': ['KEP. RIAU'],
  '31': ['DKI JAKARTA', 'DAERAH KHUSUS JAKARTA', 'DKJ'],
  '34': ['DI YOGYAKARTA'],
  '92': ['IRIAN JAYA BARAT'],
}
/** The usual print of a name that is longer in the list. */
const PROVINCE_PRINT: Readonly<Record<string, string>> = { '31': 'DKI JAKARTA' }

const ADMINISTRATIVE = /^(?:KOTA|KABUPATEN) ADMINISTRASI /

/** The name as a card prints it: Jakarta's cities and the Thousand Islands carry no KOTA or KABUPATEN. */
export function printedRegionName(region: Region): string {
  return PROVINCE_PRINT[region.code] ?? (region.name ?? '').replace(ADMINISTRATIVE, '')
}

/** Every spelling of a province, without the word PROVINSI. */
export function provinceSpellings(region: Region): readonly Keyed<Region>[] {
  return keyed(region, [region.name ?? '', ...(PROVINCE_SPELLINGS[region.code] ?? [])])
}

/** Every spelling of a regency or city. `bare` adds the name without KABUPATEN or KOTA, as places of issue print it. */
export function regencySpellings(region: Region, bare: boolean): readonly Keyed<Region>[] {
  const name = region.name ?? ''
  if (name === '') return []
  const plain = name.replace(/^(?:KOTA|KABUPATEN) (?:ADMINISTRASI )?/, '')
  const spellings = [name, name.replace(/^KABUPATEN /, 'KAB ')]
  if (ADMINISTRATIVE.test(name)) {
    spellings.push(plain, name.replace(' ADMINISTRASI', ''), name.replace(' ADMINISTRASI', ' ADM'))
  }
  if (bare) spellings.push(plain)
  return keyed(region, spellings.flatMap(withShortIslands))
}

export function districtSpellings(region: Region): readonly Keyed<Region>[] {
  return keyed(region, [region.name ?? ''].flatMap(withShortIslands))
}

function withShortIslands(name: string): readonly string[] {
  return name.includes('KEPULAUAN') ? [name, name.replace('KEPULAUAN', 'KEP')] : [name]
}

function keyed(region: Region, spellings: readonly string[]): readonly Keyed<Region>[] {
  return [...new Set(spellings.map(spellingKey))]
    .filter((key) => key.length > 0)
    .map((key) => ({ key, item: region }))
}
