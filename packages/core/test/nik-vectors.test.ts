import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { judgeNik, NIK_FINDINGS } from '../src/index.ts'
import type { NikCase } from '../../../scripts/nik-vector-cases.ts'

const ROOT = join(import.meta.dirname, '../../..')
const VECTOR_DIR = join(ROOT, 'vectors/nik')

interface VectorFile {
  readonly numberOfTests: number
  readonly notes: Readonly<Record<string, unknown>>
  readonly testGroups: readonly {
    readonly context: { readonly today: string; readonly specimensAllowed: boolean }
    readonly tests: readonly (NikCase & { readonly tcId: number })[]
  }[]
}

const readVectors = (name: string): VectorFile => JSON.parse(readFileSync(join(VECTOR_DIR, name), 'utf8'))

describe('The NIK vectors', () => {
  const files = readdirSync(VECTOR_DIR)

  test('are what their generator writes', () => {
    execFileSync(process.execPath, ['scripts/build-nik-vectors.ts', '--check'], { cwd: ROOT })
  })

  for (const name of files) {
    const file = readVectors(name)
    for (const group of file.testGroups) {
      test.each(group.tests)(`${name} $tcId: $comment`, (vector) => {
        const judgement = judgeNik(vector.nik, {
          ...group.context,
          printedBirthDate: vector.printed?.birthDate ?? null,
          printedGender: vector.printed?.gender ?? null,
          printedRegencyCode: vector.printed?.regencyCode ?? null,
        })
        const { parsed, findings, worst } = judgement
        expect(findings.map((finding) => finding.code)).toEqual(vector.findings)
        expect(worst ?? 'valid').toBe(vector.result)
        expect(parsed === null ? null : { gender: parsed.gender, birthDate: parsed.birthDate }).toEqual(
          vector.parsed,
        )
      })
    }
    test(`${name} explains every flag and counts its tests`, () => {
      const tests = file.testGroups.flatMap((group) => group.tests)
      expect(tests.length).toBe(file.numberOfTests)
      expect(new Set(tests.flatMap((vector) => vector.flags))).toEqual(new Set(Object.keys(file.notes)))
    })
  }

  test('reach every finding there is', () => {
    const reached = files.flatMap((name) =>
      readVectors(name).testGroups.flatMap((group) => group.tests.flatMap((vector) => vector.findings)),
    )
    expect(new Set(reached)).toEqual(new Set(Object.keys(NIK_FINDINGS)))
  })
})
