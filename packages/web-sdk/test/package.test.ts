import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SDK_VERSION } from '../src/sdk-version.ts'

const PACK = fileURLToPath(new URL('../scripts/pack-sdk.ts', import.meta.url))

const outDir = mkdtempSync(join(tmpdir(), 'kartu-package-'))
beforeAll(() => {
  execFileSync(process.execPath, [PACK, outDir])
})
afterAll(() => rmSync(outDir, { recursive: true, force: true }))
const read = (file: string): string => readFileSync(join(outDir, file), 'utf8')

describe('the npm package', () => {
  it('holds every file that it names, and its licence and read-me', () => {
    const { exports, types } = JSON.parse(read('package.json')) as { exports: object; types: string }
    const named = [types, ...JSON.stringify(exports).matchAll(/"(\.\/[^"]+\.(?:js|ts))"/g)].map((found) =>
      typeof found === 'string' ? found : found[1]!,
    )
    expect(named.length).toBeGreaterThan(2)
    for (const file of [...named, 'README.md', 'LICENSE']) expect(existsSync(join(outDir, file))).toBe(true)
  })

  it('needs nothing else: no package, no file outside; React only for its wrapper', () => {
    expect(JSON.parse(read('package.json'))).not.toHaveProperty('dependencies')
    for (const file of ['kartu-capture.js', 'kartu-guidance-worker.js'])
      expect(read(file)).not.toMatch(/\b(import|from)\s*["'][^"']+["']/)
    expect(read('kartu-capture.d.ts')).not.toMatch(/from '/)
    const imports = [...read('kartu-capture-react.js').matchAll(/\bfrom\s*["'`]([^"'`]+)["'`]/g)]
    expect(imports.map(([, name]) => name)).toEqual(['react'])
  })

  it('has the version that its captures carry, and is published with provenance only', () => {
    const { version, publishConfig } = JSON.parse(read('package.json')) as {
      version: string
      publishConfig: object
    }
    expect(SDK_VERSION).toContain(version)
    expect(publishConfig).toMatchObject({ provenance: true })
  })
})
