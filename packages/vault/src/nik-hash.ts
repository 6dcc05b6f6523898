import { createHmac } from 'node:crypto'
import { deriveKey } from './derive-key.ts'
import { lengthPrefixed } from './length-prefixed.ts'
import type { VaultKey } from './vault-key.ts'

/**
 * What equality search compares instead of a NIK: lower-case hex HMAC-SHA256 under the organisation's pepper (V16). `nik` is the
 * normalised 16 digits. A plain hash would be no secret: all possible NIKs can be tried in a day.
 */
export function nikHash(pepper: VaultKey, organisation: string, nik: string): string {
  const key = deriveKey(pepper, 'nik-hash', Buffer.from(organisation))
  return createHmac('sha256', key)
    .update(lengthPrefixed([organisation, nik]))
    .digest('hex')
}
