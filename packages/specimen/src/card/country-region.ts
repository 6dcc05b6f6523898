import { listDistricts, listProvinces, listRegencies, villageNames, type Region } from '@kartu/core'
import type { SeededRandom } from '../random/seeded-random.ts'
import type { RegionSample } from './region-samples.ts'

/** Letters that population registers print; the few villages with other marks are left out. */
const PLAIN = /^[A-Z0-9 .,'()/&-]+$/
/** Headers that differ from the decree's names, as cards print them. */
const PROVINCE_HEADERS: Readonly<Record<string, readonly string[]>> = {
  '31': ['DKI JAKARTA'],
  '34': ['DAERAH ISTIMEWA YOGYAKARTA', 'D.I. YOGYAKARTA', 'DI YOGYAKARTA'],
}

type NamedRegion = Region & { readonly name: string }

const isInUse = (region: Region): region is NamedRegion => region.status === 'current' && region.name !== null

function plainVillages(districtCode: string): string[] {
  return villageNames(districtCode)
    .map((name) => name.replaceAll('’', "'"))
    .filter((name) => PLAIN.test(name))
}

/** Jakarta's cards say neither KOTA nor KABUPATEN ADMINISTRASI. */
function regencyHeader(regency: NamedRegion): string {
  return regency.name.replace(/^(KOTA|KABUPATEN) ADMINISTRASI /, '')
}

/** Any district of the country by the current codes; every province is as likely as another. */
export function pickCountryRegion(random: SeededRandom): RegionSample {
  const province = random.pick(listProvinces().filter(isInUse))
  const regency = random.pick(listRegencies(province.code).filter(isInUse))
  const districts = listDistricts(regency.code)
    .filter(isInUse)
    .filter((district) => PLAIN.test(district.name) && plainVillages(district.code).length > 0)
  const district = random.pick(districts)
  return {
    code: district.code,
    province: random.pick(PROVINCE_HEADERS[province.code] ?? [province.name]),
    regency: regencyHeader(regency),
    district: district.name,
    villages: plainVillages(district.code),
  }
}
