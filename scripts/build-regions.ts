/**
 * Derives `packages/core/data/*.json` from published region lists.
 *
 *   npx node scripts/build-regions.ts                      current codes, from the npm package idn-area-data
 *   npx node scripts/build-regions.ts --archive <db dir>   also the retired codes, from github.com/cahyadsn/wilayah `db/`
 *
 * Retired codes are kept because a NIK never changes: people registered before a province was split carry the old ones
 * for life.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'

const DATA_DIR = join(import.meta.dirname, '../packages/core/data')
const ARCHIVE_COMMIT = 'b7ad440a1322e7be3189a16a8cac35f7d4c3d7f7'
/** Editions that hold codes absent from the current one; the oldest first so that the newest spelling wins. */
const ARCHIVE_EDITIONS = ['wilayah_2018', 'wilayah_2020', 'wilayah_2022', 'wilayah_2023']

const require = createRequire(import.meta.url)
const packageDir = dirname(require.resolve('idn-area-data/package.json'))

/** Rows of a CSV whose fields may be quoted; the header is dropped. */
function readCsv(name: string): string[][] {
  const text = readFileSync(join(packageDir, 'data', name), 'utf8')
  return text
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) =>
      [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map((m) =>
        (m[1] ?? '').replace(/^"|"$/g, '').replaceAll('""', '"'),
      ),
    )
}

const bare = (code: string): string => code.replaceAll('.', '')
/** Upper case, as printed. `|` separates names in the data files, so no name may hold one. */
function printed(name: string): string {
  if (name.includes('|')) throw new Error(`region name with a separator: ${name}`)
  return name.toUpperCase().replace(/\s+/g, ' ').trim()
}

/** The KABUPATEN/KOTA/ADMINISTRASI words spelled one way, so that old and new editions compare. */
function regencyKey(name: string): string {
  return printed(name)
    .replace(/^KAB\.? /, 'KABUPATEN ')
    .replace(/ ADM\.? | ADMINISTRASI /, ' ')
    .replace(/[^A-Z]/g, '')
}

function write(name: string, value: unknown): void {
  const text = `${JSON.stringify(value, null, 1)}\n`
  writeFileSync(join(DATA_DIR, name), text)
  process.stdout.write(`${name} ${text.length} characters\n`)
}

type NameByCode = Record<string, string>

interface RetiredRegency {
  readonly name: string | null
  readonly successor: string | null
}

function buildCurrent(): { regencies: NameByCode; districts: NameByCode } {
  const provinces: NameByCode = {}
  const regencies: NameByCode = {}
  const districts: NameByCode = {}
  const villages: Record<string, string[]> = {}
  for (const [code = '', name = ''] of readCsv('provinces.csv')) provinces[bare(code)] = printed(name)
  for (const [code = '', , name = ''] of readCsv('regencies.csv')) regencies[bare(code)] = printed(name)
  for (const [code = '', , name = ''] of readCsv('districts.csv')) districts[bare(code)] = printed(name)
  for (const [, district = '', name = ''] of readCsv('villages.csv')) {
    ;(villages[bare(district)] ??= []).push(printed(name))
  }
  const grouped: Record<string, string> = {}
  for (const [code, name] of Object.entries(districts)) {
    const regency = code.slice(0, 4)
    const entry = `${code.slice(4)}${name}`
    grouped[regency] = grouped[regency] === undefined ? entry : `${grouped[regency]}|${entry}`
  }
  write('regions.json', { provinces, regencies, districts: grouped })
  write('villages.json', Object.fromEntries(Object.entries(villages).map(([k, v]) => [k, v.join('|')])))
  return { regencies, districts }
}

function readArchive(dir: string, edition: string): NameByCode {
  const text = readFileSync(join(dir, 'archive', `${edition}.sql`), 'utf8')
  const rows: NameByCode = {}
  for (const m of text.matchAll(/\('([\d.]+)'\s*,\s*'((?:[^'\\]|''|\\.)*)'/g)) {
    const code = bare(m[1] ?? '')
    if (code.length === 4 || code.length === 6) rows[code] = printed((m[2] ?? '').replace(/''|\\'/g, "'"))
  }
  return rows
}

/**
 * Regencies that left their province before the archives begin. The codes come from the gaps in the current list; the
 * names under 64 are general knowledge, those under 73 could not be confirmed and stay null.
 */
const SPLIT_BEFORE_ARCHIVES: Record<string, RetiredRegency> = {
  '6404': { name: 'KABUPATEN BULUNGAN', successor: '6501' },
  '6405': { name: 'KABUPATEN NUNUKAN', successor: '6503' },
  '6406': { name: 'KABUPATEN MALINAU', successor: '6502' },
  '6410': { name: 'KABUPATEN TANA TIDUNG', successor: '6504' },
  '6473': { name: 'KOTA TARAKAN', successor: '6571' },
  '7319': { name: null, successor: null },
  '7320': { name: null, successor: null },
  '7321': { name: null, successor: null },
  '7323': { name: null, successor: null },
  '7325': { name: null, successor: null },
}

function buildRetired(dir: string, current: { regencies: NameByCode; districts: NameByCode }): void {
  const old: NameByCode = {}
  for (const edition of ARCHIVE_EDITIONS) Object.assign(old, readArchive(dir, edition))
  const successorByKey = new Map<string, string>()
  for (const [code, name] of Object.entries(current.regencies)) {
    if (code >= '93') successorByKey.set(regencyKey(name), code)
  }
  const regencies: Record<string, RetiredRegency> = { ...SPLIT_BEFORE_ARCHIVES }
  const districts: Record<string, string> = {}
  for (const [code, name] of Object.entries(old).toSorted(([a], [b]) => a.localeCompare(b))) {
    if (code.length === 4 && current.regencies[code] === undefined) {
      const successor = successorByKey.get(regencyKey(name)) ?? null
      regencies[code] = { name: name.replace(/^KAB\.? /, 'KABUPATEN '), successor }
    }
    if (code.length === 6 && current.districts[code] === undefined) {
      const regency = code.slice(0, 4)
      const entry = `${code.slice(4)}${name}`
      districts[regency] = districts[regency] === undefined ? entry : `${districts[regency]}|${entry}`
    }
  }
  const sorted = Object.fromEntries(Object.entries(regencies).toSorted(([a], [b]) => a.localeCompare(b)))
  write('retired-regions.json', {
    source: `github.com/cahyadsn/wilayah@${ARCHIVE_COMMIT} db/archive (MIT, Copyright (c) 2017-2025 Cahya DSN)`,
    regencies: sorted,
    districts,
  })
}

const { values } = parseArgs({ options: { archive: { type: 'string' } } })
const current = buildCurrent()
if (values.archive !== undefined) buildRetired(values.archive, current)
