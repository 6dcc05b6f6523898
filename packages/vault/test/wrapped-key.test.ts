import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  WRAPPED_KEY_BYTES,
  createKey,
  createKeyRing,
  createMasterKeyText,
  importKey,
  nikHash,
  openRecord,
  parseMasterKeys,
  rewrapKey,
  sealRecord,
  unwrapKey,
  wrapKey,
  wrappingVersion,
} from '../src/index.ts'
import type { KeyPurpose, VaultKey } from '../src/index.ts'
import { BINDING, CONTEXT, codeOf, flipBit, seededRandomness } from './vault-samples.ts'

const random = seededRandomness('wrapped-key')
const master = createKey(random, 1)
const ring = createKeyRing([master])
const inner = createKey(random, 7)
const wrapped = wrapKey(ring, inner, BINDING, random)

/** Two keys are one when what the first seals, the second opens. */
function isSameKey(a: VaultKey, b: VaultKey): boolean {
  const sealed = sealRecord(a, Buffer.from('x'), CONTEXT, random)
  return codeOf(() => openRecord(b, sealed, CONTEXT)) === 'opened'
}

describe('a wrapped key', () => {
  it('unwraps as the same key of the same version (V11)', () => {
    expect(wrapped).toHaveLength(WRAPPED_KEY_BYTES)
    const unwrapped = unwrapKey(ring, wrapped, BINDING)
    expect(unwrapped.version).toBe(7)
    expect(isSameKey(inner, unwrapped)).toBe(true)
  })

  it('does not unwrap with any one bit flipped, and says nothing but one code (V10)', () => {
    for (let bit = 0; bit < wrapped.length * 8; bit += 1) {
      expect(codeOf(() => unwrapKey(ring, flipBit(wrapped, bit), BINDING))).toBe('sealed_record_invalid')
    }
  })

  it('does not unwrap when cut or extended (V10)', () => {
    for (let length = 0; length < wrapped.length; length += 1) {
      expect(codeOf(() => unwrapKey(ring, wrapped.subarray(0, length), BINDING))).toBe(
        'sealed_record_invalid',
      )
    }
    expect(codeOf(() => unwrapKey(ring, Buffer.concat([wrapped, Buffer.alloc(1)]), BINDING))).toBe(
      'sealed_record_invalid',
    )
  })

  it('unwraps for its own purpose, organisation and owner only (V12)', () => {
    const purposes: KeyPurpose[] = ['organisation', 'bundle', 'secrets', 'pepper']
    const elsewhere = [
      ...purposes.map((purpose) => ({ ...BINDING, purpose })),
      { ...BINDING, organisation: 'org_B' },
      { ...BINDING, owner: 'cus_B' },
    ]
    for (const binding of elsewhere)
      expect(codeOf(() => unwrapKey(ring, wrapped, binding))).toBe('sealed_record_invalid')
  })

  it('says that its key is missing when an intact header names an unknown version (V13)', () => {
    const other = createKeyRing([createKey(random, 2)])
    expect(codeOf(() => unwrapKey(other, wrapped, BINDING))).toBe('sealing_key_missing')
  })

  it('does not unwrap with another key of the same version (V5)', () => {
    expect(codeOf(() => unwrapKey(createKeyRing([createKey(random, 1)]), wrapped, BINDING))).toBe(
      'sealed_record_invalid',
    )
  })

  it('never repeats: the IV is fresh for every wrap (V11)', () => {
    const wraps = Array.from({ length: 500 }, () =>
      Buffer.from(wrapKey(ring, inner, BINDING, random))
        .subarray(54, 66)
        .toString('hex'),
    )
    expect(new Set(wraps).size).toBe(500)
  })
})

describe('rotation', () => {
  it('rewraps under the newest version, leaves the key and what it sealed as they were, and then needs no old version (V15)', () => {
    const sealed = sealRecord(inner, Buffer.from('kept'), CONTEXT, random)
    const newer = createKey(random, 2)
    const both = createKeyRing([master, newer])
    const rewrapped = rewrapKey(both, wrapped, BINDING, random)
    expect(wrappingVersion(wrapped)).toBe(1)
    expect(wrappingVersion(rewrapped)).toBe(2)
    const unwrapped = unwrapKey(createKeyRing([newer]), rewrapped, BINDING)
    expect(unwrapped.version).toBe(7)
    expect(Buffer.from(openRecord(unwrapped, sealed, CONTEXT)).toString()).toBe('kept')
    expect(codeOf(() => unwrapKey(createKeyRing([master]), rewrapped, BINDING))).toBe('sealing_key_missing')
    expect(isSameKey(unwrapKey(both, wrapped, BINDING), inner)).toBe(true)
  })

  it('of the organisation key leaves bundle keys, records and NIK hashes as they were (V15, V16)', () => {
    const organisation = { purpose: 'organisation', organisation: 'org_A', owner: 'org_A' } as const
    const pepperAt = { purpose: 'pepper', organisation: 'org_A', owner: 'org_A' } as const
    const bundleAt = { purpose: 'bundle', organisation: 'org_A', owner: 'ktpb_A' } as const
    const [first, second] = [createKey(random, 1), createKey(random, 2)]
    const customer = createKey(random)
    const wrappedBundle = wrapKey(createKeyRing([customer]), createKey(random), bundleAt, random)
    const wrappedCustomer = wrapKey(createKeyRing([first]), customer, BINDING, random)
    const wrappedPepper = wrapKey(createKeyRing([first]), createKey(random), pepperAt, random)
    const hash = nikHash(
      unwrapKey(createKeyRing([first]), wrappedPepper, pepperAt),
      'org_A',
      '3171012501900000',
    )

    const newest = unwrapKey(ring, wrapKey(ring, second, organisation, random), organisation)
    const organisationRing = createKeyRing([first, newest])
    const customerAfter = unwrapKey(
      createKeyRing([newest]),
      rewrapKey(organisationRing, wrappedCustomer, BINDING, random),
      BINDING,
    )
    const pepperAfter = unwrapKey(
      createKeyRing([newest]),
      rewrapKey(organisationRing, wrappedPepper, pepperAt, random),
      pepperAt,
    )
    expect(codeOf(() => unwrapKey(createKeyRing([customerAfter]), wrappedBundle, bundleAt))).toBe('opened')
    expect(nikHash(pepperAfter, 'org_A', '3171012501900000')).toBe(hash)
  })
})

describe('a key ring', () => {
  it('wraps with its newest version whatever order its keys came in (V13)', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 0xffffffff }), { minLength: 1, maxLength: 6 }),
        (versions) => {
          const keys = createKeyRing(versions.map((version) => createKey(random, version)))
          expect(keys.newest.version).toBe(Math.max(...versions))
          expect(wrappingVersion(wrapKey(keys, inner, BINDING, random))).toBe(Math.max(...versions))
          expect(keys.versions).toEqual(versions.toSorted((a, b) => a - b))
        },
      ),
    )
  })

  it('needs a key, and each version once (V13)', () => {
    expect(codeOf(() => createKeyRing([]))).toBe('master_key_invalid')
    expect(codeOf(() => createKeyRing([master, createKey(random, 1)]))).toBe('master_key_invalid')
  })
})

describe('master keys', () => {
  it('are read from the text that was written for them (V14)', () => {
    const text = `# keys of this service\n\n${createMasterKeyText(random, 1)}${createMasterKeyText(random, 2)}\r\n`
    const keys = parseMasterKeys(text)
    expect(keys.map((key) => key.version)).toEqual([1, 2])
    expect(isSameKey(keys[0]!, parseMasterKeys(text)[0]!)).toBe(true)
    expect(isSameKey(keys[0]!, keys[1]!)).toBe(false)
  })

  it.each([
    '',
    '# nothing',
    '1:short',
    'AAAA',
    `0:${'A'.repeat(43)}=`,
    `-1:${'A'.repeat(43)}=`,
    `99999999999:${'A'.repeat(43)}=`,
    `1:${'A'.repeat(43)}=\n1:${'B'.repeat(43)}=`,
  ])('are refused in the text %j, which is not repeated (V14)', (text) => {
    expect(codeOf(() => parseMasterKeys(text))).toBe('master_key_invalid')
    expect(() => parseMasterKeys(text)).not.toThrow(/AAAA|short/)
  })

  it('have 32 bytes and a version from 1 (V1)', () => {
    expect(codeOf(() => importKey(new Uint8Array(31)))).toBe('master_key_invalid')
    for (const version of [0, -1, 1.5, 2 ** 32, Number.NaN])
      expect(codeOf(() => importKey(new Uint8Array(32), version))).toBe('master_key_invalid')
  })
})

describe('a key', () => {
  it('shows its version and never its bytes (V4)', () => {
    const known = importKey(Buffer.from('0123456789abcdef0123456789abcdef'), 3)
    const shown = [
      JSON.stringify({ known }),
      inspect(known, { depth: 9, showHidden: true }),
      inspect(known, { depth: 0 }),
      JSON.stringify(Object.entries(known)),
    ]
    for (const text of shown) expect(text).not.toMatch(/0123|48, *49|30 ?31/)
  })
})

describe('the NIK hash', () => {
  it('is equal for equal NIKs of one organisation and differs otherwise (V16)', () => {
    const pepper = createKey(random)
    const hash = nikHash(pepper, 'org_A', '3171012501900000')
    expect(hash).toMatch(/^[0-9a-f]{64}$/)
    expect(nikHash(pepper, 'org_A', '3171012501900000')).toBe(hash)
    expect(nikHash(pepper, 'org_A', '3171012501900001')).not.toBe(hash)
    expect(nikHash(pepper, 'org_B', '3171012501900000')).not.toBe(hash)
    expect(nikHash(createKey(random), 'org_A', '3171012501900000')).not.toBe(hash)
  })
})
