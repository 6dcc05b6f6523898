import villages from '../../data/villages.json' with { type: 'json' }

const packedByDistrict = new Map<string, string>(Object.entries(villages))

/** Names of a current district's villages (kelurahan and desa), upper case; empty for an unknown or retired code. */
export function villageNames(districtCode: string): readonly string[] {
  return packedByDistrict.get(districtCode)?.split('|') ?? []
}
