import type { Randomness } from '@kartu/core'
import { createSecretText } from '../store/secret-text.ts'

/** Four groups of five base32 characters: 100 bits, and still readable over a telephone. */
const GROUPS = [0, 5, 10, 15] as const
const GROUP_CHARS = 5

/** A one-time password. Whoever hands it over has seen it, so it must be changed at the first sign-in. */
export function createFirstPassword(random: Randomness): string {
  const secret = createSecretText(random)
  return GROUPS.map((start) => secret.slice(start, start + GROUP_CHARS)).join('-')
}
