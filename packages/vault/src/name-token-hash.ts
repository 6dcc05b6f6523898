import { createHmac } from 'node:crypto'
import { deriveKey } from './derive-key.ts'
import { lengthPrefixed } from './length-prefixed.ts'
import type { VaultKey } from './vault-key.ts'

/**
 * What a search for a name compares: lower-case hex HMAC-SHA256 of one part of it under the organisation's pepper (V17). Equal parts
 * have equal hashes, so whoever steals the table learns how often each occurs, and without the pepper not which.
 */
export function nameTokenHash(pepper: VaultKey, organisation: string, token: string): string {
  const key = deriveKey(pepper, 'name-token', Buffer.from(organisation))
  return createHmac('sha256', key)
    .update(lengthPrefixed([organisation, token]))
    .digest('hex')
}
