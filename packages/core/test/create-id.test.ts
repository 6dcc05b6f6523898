import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createId, ID_PREFIXES, isId } from '../src/index.ts'

const bytesOf = (value: number) => ({ bytes: (length: number) => new Uint8Array(length).fill(value) })

describe('An id', () => {
  test('is a prefix and a ULID, as its specification encodes it', () => {
    expect(createId('ver', 1469918176385, bytesOf(0))).toBe('ver_01ARYZ6S410000000000000000')
    expect(createId('ver', 2 ** 48 - 1, bytesOf(255))).toBe('ver_7ZZZZZZZZZZZZZZZZZZZZZZZZZ')
  })

  test('keeps all 80 random bits in order', () => {
    // 16 groups of five bits: 1, 2, … 16.
    const bits = Array.from({ length: 16 }, (_, i) => (i + 1).toString(2).padStart(5, '0')).join('')
    const random = { bytes: () => Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => parseInt(byte, 2)) }
    expect(createId('org', 0, random)).toBe('org_0000000000123456789ABCDEFG')
  })

  test('sorts by its time', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 40), fc.nat(2 ** 40), fc.nat(255), (a, b, byte) => {
        if (a < b)
          expect(createId('aud', a, bytesOf(255 - byte)) < createId('aud', b, bytesOf(byte))).toBe(true)
      }),
    )
  })

  test('is recognised by its own prefix only', () => {
    for (const prefix of ID_PREFIXES) {
      const id = createId(prefix, 1, bytesOf(7))
      expect(ID_PREFIXES.filter((other) => isId(other, id))).toEqual([prefix])
    }
    expect(isId('ver', 'ver_01ARYZ6S41000000000000000U')).toBe(false)
    expect(isId('ver', 'ver_01aryz6s410000000000000000')).toBe(false)
    expect(isId('ver', 'ver_01ARYZ6S4100000000000000000')).toBe(false)
  })

  test('refuses a time no ULID holds', () => {
    for (const nowMs of [-1, 1.5, 2 ** 48, Number.NaN]) {
      expect(() => createId('ver', nowMs, bytesOf(0))).toThrow(
        expect.objectContaining({ code: 'id_time_out_of_range' }),
      )
    }
  })
})
