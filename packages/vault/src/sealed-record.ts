import { createHash, timingSafeEqual } from 'node:crypto'
import { KartuError } from '@kartu/core'
import type { Randomness } from '@kartu/core'
import { IV_BYTES, TAG_BYTES, decrypt, encrypt } from './aead.ts'
import { deriveKey } from './derive-key.ts'
import { lengthPrefixed } from './length-prefixed.ts'
import { assertRecordContext } from './record-context.ts'
import type { RecordContext } from './record-context.ts'
import { KEY_BYTES } from './vault-key.ts'
import type { VaultKey } from './vault-key.ts'

/** `KREC`, format version 1, algorithm 1 (AES-256-GCM under HKDF-SHA256). */
const HEADER = Buffer.from('4b5245430101', 'hex')
const FORMAT_VERSION = 1
const COMMITMENT_AT = HEADER.length
const IV_AT = COMMITMENT_AT + KEY_BYTES
const BODY_AT = IV_AT + IV_BYTES

/** Bytes that sealing adds to a plaintext. */
export const SEALED_OVERHEAD_BYTES = BODY_AT + TAG_BYTES

/**
 * Seals `plaintext` with the data key of its owner (V5–V9). Throws `sealed_record_invalid` when the context's digest is not that of
 * the plaintext, or no record can have the context.
 */
export function sealRecord(
  key: VaultKey,
  plaintext: Uint8Array,
  context: RecordContext,
  random: Randomness,
): Uint8Array {
  assertRecordContext(context)
  if (context.contentSha256 !== null && context.contentSha256 !== sha256Hex(plaintext)) throw invalid()
  const iv = random.bytes(IV_BYTES)
  const body = encrypt(recordKey(key, context), iv, recordAad(context, plaintext.length), plaintext)
  return Buffer.concat([HEADER, commitment(key, context), iv, body])
}

/**
 * Opens what `sealRecord` made with the same key and context. Anything else, a flipped bit, a truncation, another record's bytes,
 * another key, another place, throws the one code `sealed_record_invalid` (V10).
 */
export function openRecord(key: VaultKey, sealed: Uint8Array, context: RecordContext): Uint8Array {
  assertRecordContext(context)
  if (sealed.length < SEALED_OVERHEAD_BYTES || !HEADER.equals(sealed.subarray(0, HEADER.length)))
    throw invalid()
  if (!timingSafeEqual(sealed.subarray(COMMITMENT_AT, IV_AT), commitment(key, context))) throw invalid()
  const aad = recordAad(context, sealed.length - SEALED_OVERHEAD_BYTES)
  const plaintext = decrypt(
    recordKey(key, context),
    sealed.subarray(IV_AT, BODY_AT),
    aad,
    sealed.subarray(BODY_AT),
  )
  if (plaintext === null) throw invalid()
  return plaintext
}

/** V7: a key of its own for every record, so that two records never share a key and IV. */
function recordKey(key: VaultKey, { owner, kind, index }: RecordContext): Buffer {
  return deriveKey(key, 'record', Buffer.from(owner), [kind, index])
}

/** V5: AES-GCM opens under several keys if made so; the commitment names the one key. */
function commitment(key: VaultKey, { owner, kind, index }: RecordContext): Buffer {
  return deriveKey(key, 'record-commitment', Buffer.from(owner), [kind, index])
}

function recordAad(context: RecordContext, plaintextLength: number): Buffer {
  const { organisation, owner, kind, index, contentSha256 } = context
  const hash = contentSha256 === null ? null : Buffer.from(contentSha256, 'hex')
  return lengthPrefixed([FORMAT_VERSION, organisation, owner, kind, index, hash, plaintextLength])
}

function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function invalid(): KartuError {
  return new KartuError('sealed_record_invalid', 'a sealed record does not open')
}
