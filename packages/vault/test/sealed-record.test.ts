import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SEALED_OVERHEAD_BYTES, createKey, openRecord, sealRecord } from '../src/index.ts'
import { CONTEXT, codeOf, flipBit, frameContext, seededRandomness } from './vault-samples.ts'

const random = seededRandomness('sealed-record')
const key = createKey(random)
const plaintext = Buffer.from('sixteen fields of a card')
const sealed = sealRecord(key, plaintext, CONTEXT, random)

describe('a sealed record', () => {
  it('opens as what was sealed, of any length (V7)', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 5000 }),
        fc.nat(),
        fc.string({ minLength: 1 }),
        (bytes, index, owner) => {
          const context = frameContext(bytes, { index, owner })
          const record = sealRecord(key, bytes, context, random)
          expect(record.length).toBe(bytes.length + SEALED_OVERHEAD_BYTES)
          expect(Buffer.from(openRecord(key, record, context)).equals(bytes)).toBe(true)
        },
      ),
    )
  })

  it('does not open with any one bit flipped, and says nothing but one code (V10)', () => {
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      expect(codeOf(() => openRecord(key, flipBit(sealed, bit), CONTEXT))).toBe('sealed_record_invalid')
    }
  })

  it('does not open when cut anywhere, or extended (V10)', () => {
    for (let length = 0; length < sealed.length; length += 1) {
      expect(codeOf(() => openRecord(key, sealed.subarray(0, length), CONTEXT))).toBe('sealed_record_invalid')
    }
    expect(codeOf(() => openRecord(key, sealed.subarray(1), CONTEXT))).toBe('sealed_record_invalid')
    expect(codeOf(() => openRecord(key, Buffer.concat([sealed, Buffer.alloc(1)]), CONTEXT))).toBe(
      'sealed_record_invalid',
    )
  })

  it.each([
    ['organisation', { organisation: 'org_B' }],
    ['owner', { owner: 'ktpb_B' }],
    ['kind', { kind: 'face_template' }],
    ['index', { index: 1 }],
    ['content hash', { contentSha256: '0'.repeat(64) }],
    ['parts run together', { organisation: 'org_Aktpb', owner: '_A' }],
  ])('does not open in another place: %s (V8)', (_name, members) => {
    expect(codeOf(() => openRecord(key, sealed, { ...CONTEXT, ...members }))).toBe('sealed_record_invalid')
  })

  it('does not open as a frame with another hash, nor two frames swapped (V8, V9)', () => {
    const [a, b] = [Buffer.from('frame a'), Buffer.from('frame b')]
    const [first, second] = [frameContext(a, { index: 0 }), frameContext(b, { index: 1 })]
    const sealedA = sealRecord(key, a, first, random)
    const sealedB = sealRecord(key, b, second, random)
    expect(codeOf(() => openRecord(key, sealedA, second))).toBe('sealed_record_invalid')
    expect(codeOf(() => openRecord(key, sealedB, first))).toBe('sealed_record_invalid')
    expect(codeOf(() => openRecord(key, sealedA, { ...first, contentSha256: second.contentSha256 }))).toBe(
      'sealed_record_invalid',
    )
  })

  it('does not open with another key: the commitment names one (V5)', () => {
    expect(codeOf(() => openRecord(createKey(random), sealed, CONTEXT))).toBe('sealed_record_invalid')
  })

  it('is not made with a hash that is not that of the plaintext, nor for a frame without one (V9)', () => {
    const frame = Buffer.from('frame')
    const wrong = frameContext(Buffer.from('other'))
    expect(codeOf(() => sealRecord(key, frame, wrong, random))).toBe('sealed_record_invalid')
    expect(codeOf(() => sealRecord(key, frame, { ...wrong, contentSha256: null }, random))).toBe(
      'sealed_record_invalid',
    )
  })

  it.each([
    { organisation: '' },
    { owner: '' },
    { kind: 'Frame' },
    { kind: '' },
    { index: -1 },
    { index: 0.5 },
    { contentSha256: 'AB' },
  ])('is not made for a place that no record can have: %j (V8)', (members) => {
    expect(codeOf(() => sealRecord(key, plaintext, { ...CONTEXT, ...members }, random))).toBe(
      'sealed_record_invalid',
    )
  })

  it('never has the IV or the bytes of another, though all is equal (V7)', () => {
    const records = Array.from({ length: 2000 }, () =>
      Buffer.from(sealRecord(key, plaintext, CONTEXT, random)),
    )
    expect(new Set(records.map((record) => record.subarray(38, 50).toString('hex'))).size).toBe(
      records.length,
    )
    expect(new Set(records.map((record) => record.subarray(50).toString('hex'))).size).toBe(records.length)
  })

  it('has a key of its own in every place, even with one IV (V7)', () => {
    const fixed = { bytes: (length: number) => new Uint8Array(length) }
    const ciphertexts = [0, 1, 2].map((index) =>
      Buffer.from(sealRecord(key, plaintext, { ...CONTEXT, index }, fixed))
        .subarray(50, -16)
        .toString('hex'),
    )
    expect(new Set(ciphertexts).size).toBe(3)
  })
})
