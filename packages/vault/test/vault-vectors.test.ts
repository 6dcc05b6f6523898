import { readFileSync, readdirSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createKeyRing,
  importKey,
  nikHash,
  openRecord,
  sealRecord,
  unwrapKey,
  wrapKey,
} from '../src/index.ts'
import { lengthPrefixed } from '../src/length-prefixed.ts'
import type { KeyBinding, RecordContext } from '../src/index.ts'

interface RecordVector {
  comment: string
  keyHex: string
  ivHex: string
  context: RecordContext
  plaintextHex: string
  sealedHex: string
}

interface WrapVector {
  comment: string
  wrappingKeyHex: string
  wrappingVersion: number
  innerKeyHex: string
  innerVersion: number
  ivHex: string
  binding: KeyBinding
  wrappedHex: string
}

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const vectors = JSON.parse(read('../../../vectors/vault/vault.json'))
const unhex = (text: string) => Buffer.from(text, 'hex')
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const giving = (ivHex: string) => ({ bytes: () => unhex(ivHex) })

describe('the vault vectors', () => {
  it.each(vectors.records as RecordVector[])('seal and open byte for byte: $comment', (vector) => {
    const key = importKey(unhex(vector.keyHex))
    expect(hex(sealRecord(key, unhex(vector.plaintextHex), vector.context, giving(vector.ivHex)))).toBe(
      vector.sealedHex,
    )
    expect(hex(openRecord(key, unhex(vector.sealedHex), vector.context))).toBe(vector.plaintextHex)
  })

  it.each(vectors.wrappedKeys as WrapVector[])('wrap and unwrap byte for byte: $comment', (vector) => {
    const ring = createKeyRing([importKey(unhex(vector.wrappingKeyHex), vector.wrappingVersion)])
    const inner = importKey(unhex(vector.innerKeyHex), vector.innerVersion)
    expect(hex(wrapKey(ring, inner, vector.binding, giving(vector.ivHex)))).toBe(vector.wrappedHex)
    const again = wrapKey(
      ring,
      unwrapKey(ring, unhex(vector.wrappedHex), vector.binding),
      vector.binding,
      giving(vector.ivHex),
    )
    expect(hex(again)).toBe(vector.wrappedHex)
  })

  it.each(vectors.nikHashes as { pepperHex: string; organisation: string; nik: string; nikHash: string }[])(
    'hash a NIK of $organisation',
    (vector) => {
      expect(nikHash(importKey(unhex(vector.pepperHex)), vector.organisation, vector.nik)).toBe(
        vector.nikHash,
      )
    },
  )
})

/** Rules that hold by what the code does not do, or that the service keeps: no test of this package can show them. */
const KEPT_ELSEWHERE = ['V2', 'V3']

describe('SPEC.md', () => {
  it('has no rule that no test cites, and no test cites a rule that is not there', () => {
    const rules = new Set([...read('../SPEC.md').matchAll(/^- \*\*(V\d+)\*\*/gm)].map((match) => match[1]))
    const tests = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.test.ts'))
    const titles = tests.flatMap((name) =>
      [...read(name).matchAll(/\((V\d+(?:, V\d+)*)\)/g)].map((match) => match[1] ?? ''),
    )
    const cited = new Set([...titles.flatMap((title) => title.split(', ')), ...KEPT_ELSEWHERE])
    expect(cited).toEqual(rules)
  })

  it('joins parts so that no two lists of them are one (V6)', () => {
    const parts = fc.array(fc.oneof(fc.string({ maxLength: 3 }), fc.constantFrom('', '\0', '\0\0\0\u0001')), {
      maxLength: 4,
    })
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        expect(hex(lengthPrefixed(a)) === hex(lengthPrefixed(b))).toBe(
          JSON.stringify(a) === JSON.stringify(b),
        )
      }),
      { numRuns: 2000 },
    )
  })
})
