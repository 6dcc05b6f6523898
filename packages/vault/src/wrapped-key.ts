import { createHash, timingSafeEqual } from 'node:crypto'
import { KartuError } from '@kartu/core'
import type { Randomness } from '@kartu/core'
import { IV_BYTES, TAG_BYTES, decrypt, encrypt } from './aead.ts'
import { deriveKey } from './derive-key.ts'
import type { KeyRing } from './key-ring.ts'
import { lengthPrefixed } from './length-prefixed.ts'
import { KEY_BYTES, VaultKey, importKey } from './vault-key.ts'

/** What a wrapped key is for: the levels of the hierarchy (V11). */
export type KeyPurpose = 'organisation' | 'customer' | 'bundle' | 'secrets' | 'pepper'

/** Where a wrapped key belongs; bound to it (V12). */
export interface KeyBinding {
  readonly purpose: KeyPurpose
  readonly organisation: string
  /** Id of the organisation, customer or bundle that the key is for. */
  readonly owner: string
}

/** `KKEY`, format version 1, algorithm 1 (AES-256-GCM under HKDF-SHA256). */
const MAGIC = Buffer.from('4b4b45590101', 'hex')
const FORMAT_VERSION = 1
const WRAPPING_VERSION_AT = MAGIC.length
const INNER_VERSION_AT = WRAPPING_VERSION_AT + 4
const CHECK_AT = INNER_VERSION_AT + 4
const CHECK_BYTES = 8
const COMMITMENT_AT = CHECK_AT + CHECK_BYTES
const IV_AT = COMMITMENT_AT + KEY_BYTES
const BODY_AT = IV_AT + IV_BYTES

export const WRAPPED_KEY_BYTES = BODY_AT + KEY_BYTES + TAG_BYTES

/** Wraps `inner` with the newest key of `ring` for one place (V11, V12). 114 bytes. */
export function wrapKey(ring: KeyRing, inner: VaultKey, binding: KeyBinding, random: Randomness): Uint8Array {
  const salt = bindingSalt(binding)
  const header = headerOf(ring.newest.version, inner.version)
  const iv = random.bytes(IV_BYTES)
  const body = encrypt(
    deriveKey(ring.newest, 'wrap', salt),
    iv,
    wrapAad(header, binding),
    VaultKey.bytesOf(inner),
  )
  return Buffer.concat([header, deriveKey(ring.newest, 'wrap-commitment', salt), iv, body])
}

/**
 * Opens a wrapped key with whichever key of `ring` wrapped it. Throws `sealing_key_missing` when an intact header names a version
 * that the ring lacks, and `sealed_record_invalid` for everything else (V10, V13).
 */
export function unwrapKey(ring: KeyRing, wrapped: Uint8Array, binding: KeyBinding): VaultKey {
  const key = ring.key(wrappingVersion(wrapped))
  const salt = bindingSalt(binding)
  if (!timingSafeEqual(wrapped.subarray(COMMITMENT_AT, IV_AT), deriveKey(key, 'wrap-commitment', salt)))
    throw invalid()
  const aad = wrapAad(wrapped.subarray(0, COMMITMENT_AT), binding)
  const bytes = decrypt(
    deriveKey(key, 'wrap', salt),
    wrapped.subarray(IV_AT, BODY_AT),
    aad,
    wrapped.subarray(BODY_AT),
  )
  if (bytes === null) throw invalid()
  return importKey(bytes, readVersion(wrapped, INNER_VERSION_AT))
}

/** The same key under the newest key of `ring`: what rotation writes. Nothing sealed with the key changes (V15). */
export function rewrapKey(
  ring: KeyRing,
  wrapped: Uint8Array,
  binding: KeyBinding,
  random: Randomness,
): Uint8Array {
  return wrapKey(ring, unwrapKey(ring, wrapped, binding), binding, random)
}

/** Version of the key that wrapped it: what a rotation job counts. Throws `sealed_record_invalid` for a damaged header. */
export function wrappingVersion(wrapped: Uint8Array): number {
  if (wrapped.length !== WRAPPED_KEY_BYTES) throw invalid()
  const version = readVersion(wrapped, WRAPPING_VERSION_AT)
  const header = headerOf(version, readVersion(wrapped, INNER_VERSION_AT))
  if (!header.equals(wrapped.subarray(0, COMMITMENT_AT))) throw invalid()
  return version
}

/**
 * Magic, both versions, and eight bytes of their SHA-256: an accident to the version would else look like a missing key (V10). The
 * versions are authenticated by the AAD; the check is for telling the two errors apart only.
 */
function headerOf(wrapping: number, inner: number): Buffer {
  const fields = Buffer.alloc(CHECK_AT)
  MAGIC.copy(fields)
  fields.writeUInt32BE(wrapping, WRAPPING_VERSION_AT)
  fields.writeUInt32BE(inner, INNER_VERSION_AT)
  const check = createHash('sha256').update(fields).digest().subarray(0, CHECK_BYTES)
  return Buffer.concat([fields, check])
}

function readVersion(wrapped: Uint8Array, at: number): number {
  return new DataView(wrapped.buffer, wrapped.byteOffset, wrapped.byteLength).getUint32(at)
}

function bindingSalt({ purpose, organisation, owner }: KeyBinding): Buffer {
  return createHash('sha256')
    .update(lengthPrefixed([purpose, organisation, owner]))
    .digest()
}

function wrapAad(header: Uint8Array, { purpose, organisation, owner }: KeyBinding): Buffer {
  return lengthPrefixed([FORMAT_VERSION, header, purpose, organisation, owner])
}

function invalid(): KartuError {
  return new KartuError('sealed_record_invalid', 'a wrapped key does not open')
}
