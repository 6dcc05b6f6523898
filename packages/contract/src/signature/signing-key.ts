import { KartuError } from '@kartu/core'
import { ownBytes, secretBytes } from './bytes.ts'
import type { Bytes } from './bytes.ts'

const KEY_BITS = 256

/** The three rows of the key table of contract §4, by their HKDF `info`. */
export const SIGNING_INFO = {
  challenge: 'ktp-capture/v1',
  device: 'ktp-capture/v1/device',
  raw: 'ktp-capture/v1/raw',
} as const

export type SigningRow = keyof typeof SIGNING_INFO

/** The members of a bundle that choose its signing key. */
export interface SigningSubject {
  readonly capturedAt: string
  readonly flashChallengeNonce?: string | undefined
  readonly deviceId?: string | undefined
}

/** Which secret a bundle is signed with: a device's when it names one, else the challenge's, else the API key's. */
export function signingRowOf(bundle: SigningSubject): SigningRow {
  if (bundle.deviceId !== undefined) return 'device'
  return bundle.flashChallengeNonce === undefined ? 'raw' : 'challenge'
}

/**
 * HKDF-SHA256(secret, salt, info, 32 bytes) by contract §4; the salt is the nonce, or `capturedAt` where there is none or the
 * row is `raw`. `secret`: `secretBytes(…)` of a `qe_whsec_…` text, or a device's bytes. Throws `signature_invalid` for an
 * empty secret or salt.
 */
export async function deriveSigningKey(
  row: SigningRow,
  secret: Uint8Array,
  bundle: SigningSubject,
): Promise<Bytes> {
  const salt = row === 'raw' ? bundle.capturedAt : (bundle.flashChallengeNonce ?? bundle.capturedAt)
  if (secret.length === 0 || salt === '')
    throw new KartuError('signature_invalid', 'the signing key has no secret or no salt')
  const ikm = await crypto.subtle.importKey('raw', ownBytes(secret), 'HKDF', false, ['deriveBits'])
  const info = secretBytes(SIGNING_INFO[row])
  const bits = await crypto.subtle.deriveBits(
    { name: 'HKDF', hash: 'SHA-256', salt: secretBytes(salt), info },
    ikm,
    KEY_BITS,
  )
  return new Uint8Array(bits)
}
