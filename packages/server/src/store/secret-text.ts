import { createHash } from 'node:crypto'
import type { Randomness } from '@kartu/core'

/** RFC 4648 base32, lower case. */
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567'
/** 32 characters of 5 bits: 160 bits. */
const SECRET_LENGTH = 32
const BASE32_MASK = 31

/** 32 characters of base32 (160 bits), for keys, tokens and shared secrets. */
export function createSecretText(random: Randomness): string {
  // 256 is a multiple of 32, so masking a random byte is unbiased.
  return Array.from(random.bytes(SECRET_LENGTH), (byte) => BASE32[byte & BASE32_MASK]).join('')
}

/** SHA-256 of a secret's text: all that is stored of one that is only ever compared. */
export const sha256OfText = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest()
