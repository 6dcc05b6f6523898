import villages from '../../data/villages.json' with { type: 'json' }

const packedByDistrict: Readonly<Record<string, string>> = villages

/** Names of a current district's villages (kelurahan and desa), upper case; empty for an unknown or retired code. */
export function villageNames(districtCode: string): readonly string[] {
  return packedByDistrict[districtCode]?.split('|') ?? []
}
