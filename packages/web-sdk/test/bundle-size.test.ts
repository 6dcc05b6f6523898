import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const BUILD = fileURLToPath(new URL('../scripts/build-sdk.ts', import.meta.url))
/** What an applicant's phone downloads: the element with everything in it, and the guidance worker. */
const FILES = ['kartu-capture.js', 'kartu-guidance-worker.js']
const BUDGET_BYTES = 60 * 1024

/** Not `dist`: browser tests may be loading that one. */
const outDir = mkdtempSync(join(tmpdir(), 'kartu-sdk-'))
beforeAll(() => {
  execFileSync(process.execPath, [BUILD, outDir])
})
afterAll(() => rmSync(outDir, { recursive: true, force: true }))
const read = (file: string): string => readFileSync(join(outDir, file), 'utf8')

describe('the built SDK', () => {
  it('is at most 60 KB, compressed', () => {
    const bytes = FILES.reduce((sum, file) => sum + gzipSync(read(file), { level: 9 }).length, 0)
    expect(bytes).toBeLessThanOrEqual(BUDGET_BYTES)
  })

  it.each([
    ['evaluates nothing', /\beval\s*\(|new Function\b/],
    ['has no WebAssembly', /WebAssembly/],
    ['starts no worker from a blob', /new Worker\(\s*URL\.createObjectURL/],
    ['carries no schema library', /ZodError|_zod/],
    ['carries no table of regions', /DENPASAR|"5171"/],
    ['writes no inline style', /setAttribute\((['"`])style\1|style=\\?"/],
  ])('%s', (_promise, pattern) => {
    for (const file of FILES) expect(read(file)).not.toMatch(pattern)
  })
})
