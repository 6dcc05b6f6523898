import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  findDistrict,
  findProvince,
  findRegency,
  listDistricts,
  listProvinces,
  listRegencies,
  villageNames,
} from '../src/index.ts'
import retired from '../data/retired-regions.json' with { type: 'json' }

const regencies = listRegencies('')
const districts = regencies.flatMap((regency) => listDistricts(regency.code))
const currentOf = <T extends { status: string }>(list: readonly T[]): T[] =>
  list.filter((entry) => entry.status === 'current')

describe('The region lists', () => {
  test('hold the 38 provinces, 514 regencies, 7,285 districts and 83,762 villages of the 2025 decree', () => {
    expect(listProvinces().length).toBe(38)
    expect(currentOf(regencies).length).toBe(514)
    expect(currentOf(districts).length).toBe(7285)
    expect(currentOf(districts).reduce((sum, d) => sum + villageNames(d.code).length, 0)).toBe(83_762)
  })

  test('hold 36 retired regencies and the 594 retired districts of Papua', () => {
    expect(regencies.length - currentOf(regencies).length).toBe(36)
    expect(districts.length - currentOf(districts).length).toBe(594)
  })

  test('carry every district of their source', () => {
    const source = dirname(createRequire(import.meta.url).resolve('idn-area-data/package.json'))
    const rows = readFileSync(join(source, 'data/districts.csv'), 'utf8').trim().split('\n').slice(1)
    for (const row of rows) {
      const [code = ''] = row.split(',')
      expect(findDistrict(code.replaceAll('.', ''))?.status).toBe('current')
    }
  })

  test('lead each retired regency of Papua to the one that bears its name today', () => {
    const papuan = Object.entries(retired.regencies).filter(([code]) => code.startsWith('9'))
    expect(papuan.length).toBe(26)
    for (const [, { name, successor }] of papuan) {
      expect(findRegency(successor ?? '')?.name).toBe(name)
    }
    expect(findRegency('9109')).toMatchObject({ name: 'KABUPATEN MIMIKA', successor: '9404' })
    expect(findRegency('9271')).toMatchObject({ name: 'KOTA SORONG', successor: '9671' })
  })

  test('know the former codes of North Kalimantan and West Sulawesi', () => {
    for (const code of ['6404', '6405', '6406', '6410', '6473', '7319', '7320', '7321', '7323', '7325']) {
      expect(findRegency(code)?.status).toBe('retired')
    }
  })

  test('know no province, regency or district that never was', () => {
    for (const code of ['54', '10', '99', '']) expect(findProvince(code)).toBeNull()
    for (const code of ['3100', '3170', '__proto__', 'constructor']) expect(findRegency(code)).toBeNull()
    expect(findDistrict('317199')).toBeNull()
    expect(villageNames('000000')).toEqual([])
  })
})
