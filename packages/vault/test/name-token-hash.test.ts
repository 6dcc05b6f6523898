import { expect, test } from 'vitest'
import { createKey, nameTokenHash, nikHash } from '../src/index.ts'

const random = { bytes: (length: number) => new Uint8Array(length).fill(7) }
const other = { bytes: (length: number) => new Uint8Array(length).fill(8) }
const ORGANISATION = 'org_01JD0000000000000000000000'

test('equal parts of names have equal hashes under one pepper, and no others (V17)', () => {
  const pepper = createKey(random)
  const hash = nameTokenHash(pepper, ORGANISATION, 'SITI')
  expect(hash).toMatch(/^[0-9a-f]{64}$/)
  expect(nameTokenHash(pepper, ORGANISATION, 'SITI')).toBe(hash)
  expect(nameTokenHash(pepper, ORGANISATION, 'SITO')).not.toBe(hash)
  expect(nameTokenHash(pepper, 'org_01JD0000000000000000000001', 'SITI')).not.toBe(hash)
  expect(nameTokenHash(createKey(other), ORGANISATION, 'SITI')).not.toBe(hash)
})

test('a number has another hash as a NIK than as a part of a name', () => {
  const pepper = createKey(random)
  expect(nameTokenHash(pepper, ORGANISATION, '3171010101900001')).not.toBe(
    nikHash(pepper, ORGANISATION, '3171010101900001'),
  )
})
