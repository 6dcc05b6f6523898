import { readFile } from 'node:fs/promises'
import { FIELD_NAMES, NIK_FINDINGS, TIER_TABLE } from '@kartu/core'
import { describe, expect, it } from 'vitest'
import { ENGLISH } from '../src/texts/english.ts'
import { INDONESIAN } from '../src/texts/indonesian.ts'

const policy: unknown = JSON.parse(
  await readFile(new URL('../../../policy/fusion.json', import.meta.url), 'utf8'),
)
const voters = Object.keys((policy as { voters: object }).voters)

/** The specification's failure modes and the codes under which the case screen learns of them. */
const FAILURE_MODES = {
  'glare on the laminate': ['hologram_check', 'glare'],
  'photocopy or scan': ['specular_check', 'copy_check', 'halftone_check'],
  'NIK against birth date or gender': ['nik_consistency', 'nik_birth_date_differs', 'nik_gender_differs'],
  'screen-capture replay': ['screen_moire'],
  'flash mode disabled': ['flash_not_validated'],
} as const

describe.each([
  ['Bahasa Indonesia', INDONESIAN],
  ['English', ENGLISH],
])('sentences in %s', (_language, texts) => {
  it.each(Object.entries(FAILURE_MODES))('%s has sentences of its own', (_mode, codes) => {
    for (const code of codes) expect(texts.sentences[code], code).toMatch(/^\p{Lu}.*[.]$/u)
  })

  it('no two causes share a sentence', () => {
    const all = Object.values(texts.sentences)
    expect(new Set(all).size).toBe(all.length)
  })

  it('every row of the tier table and every check has its words', () => {
    for (const { decision } of TIER_TABLE)
      expect(texts.sentences[decision.reason], decision.reason).toBeDefined()
    for (const voter of voters) {
      for (const table of ['voterNames', 'voterFailures', 'voterPasses', 'voterAbstentions'] as const)
        expect(texts[table][voter], `${table}.${voter}`).toBeDefined()
      expect(texts.sentences[voter], voter).toBeDefined()
    }
  })

  it('every field and every finding about a NIK has its words', () => {
    for (const name of FIELD_NAMES) expect(texts.fieldNames[name]).toBeDefined()
    for (const code of Object.keys(NIK_FINDINGS)) expect(texts.validations[code], code).toBeDefined()
  })

  it('has an entry for everything that the other language says', () => {
    expect(Object.keys(flatten(texts)).toSorted()).toEqual(Object.keys(flatten(INDONESIAN)).toSorted())
  })
})

function flatten(table: object, prefix = ''): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(table).flatMap(([key, value]: [string, unknown]) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.entries(flatten(value, `${prefix}${key}.`))
        : [[prefix + key, value]],
    ),
  )
}
