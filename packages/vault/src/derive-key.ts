import { hkdfSync } from 'node:crypto'
import { lengthPrefixed } from './length-prefixed.ts'
import { KEY_BYTES, VaultKey } from './vault-key.ts'

/** Says which of the format's derivations is meant: the first part of every `info` (V7). */
export type Derivation =
  'record' | 'record-commitment' | 'wrap' | 'wrap-commitment' | 'nik-hash' | 'name-token'

const DOMAIN = 'kartu/vault/v1'

/** HKDF-SHA256(key, salt, info = domain | derivation | parts), 32 bytes (V7). */
export function deriveKey(
  key: VaultKey,
  derivation: Derivation,
  salt: Uint8Array,
  parts: readonly (string | number)[] = [],
): Buffer {
  const info = lengthPrefixed([DOMAIN, derivation, ...parts])
  return Buffer.from(hkdfSync('sha256', VaultKey.bytesOf(key), salt, info, KEY_BYTES))
}
