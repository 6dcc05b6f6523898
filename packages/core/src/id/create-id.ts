import { KartuError } from '../errors.ts'
import type { Randomness } from '../ports.ts'

/** Contract §1. */
export const ID_PREFIXES = [
  'org',
  'cus',
  'fc',
  'ktpb',
  'ver',
  'fe',
  'dev',
  'key',
  'usr',
  'ses',
  'prp',
  'evt',
  'whd',
  'whe',
  'kte',
  'aud',
] as const
export type IdPrefix = (typeof ID_PREFIXES)[number]

/** Crockford's base 32, as ULID uses it: no I, L, O, U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const TIME_CHARACTERS = 10
const RANDOM_BYTES = 10
const MAX_TIME_MS = 2 ** 48 - 1

/**
 * `prefix_` and a ULID: 48 bits of Unix milliseconds, 80 random bits, 26 characters. Sorts by creation time to the
 * millisecond. Throws `id_time_out_of_range`.
 */
export function createId(prefix: IdPrefix, nowMs: number, random: Randomness): string {
  if (!Number.isInteger(nowMs) || nowMs < 0 || nowMs > MAX_TIME_MS) {
    throw new KartuError('id_time_out_of_range', 'the clock is outside the range of a ULID')
  }
  let time = nowMs
  let head = ''
  for (let i = 0; i < TIME_CHARACTERS; i++) {
    head = ALPHABET.charAt(time % 32) + head
    time = Math.floor(time / 32)
  }
  return `${prefix}_${head}${encodeBase32(random.bytes(RANDOM_BYTES))}`
}

/** Whether `text` is an id of this kind, canonical in case and alphabet. */
export function isId(prefix: IdPrefix, text: string): boolean {
  return text.startsWith(`${prefix}_`) && /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(text.slice(prefix.length + 1))
}

/** 5 bits a character, most significant first; the length must be a multiple of 5 bytes. */
function encodeBase32(bytes: Uint8Array): string {
  let out = ''
  let bits = 0
  let pending = 0
  for (const byte of bytes) {
    pending = (pending << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      out += ALPHABET.charAt((pending >> bits) & 31)
    }
    pending &= (1 << bits) - 1
  }
  return out
}
