import { KartuError } from '@kartu/core'
import { encodeFrameBase64 } from '../frame-base64.ts'
import { bundleManifest, frameDigest } from './bundle-manifest.ts'
import { decodeBase64Url, decodeLowerHex, encodeHex, ownBytes } from './bytes.ts'
import { deriveSigningKey, signingRowOf } from './signing-key.ts'
import type { SigningSubject } from './signing-key.ts'

const SIGNATURE_BYTES = 32
const HMAC_SHA256 = { name: 'HMAC', hash: 'SHA-256' } as const
const BLINDING_BYTES = 32

/** A bundle before it is signed: frames as the bytes of JPEG, PNG or WebP files. */
export interface UnsignedBundle extends SigningSubject {
  readonly frames: readonly Uint8Array[]
}

/** The same bundle as it goes over the wire. */
export type SignedBundle<B extends UnsignedBundle> = Omit<B, 'frames'> & {
  frames: string[]
  signature: string
}

/** Encodes the frames and signs the bundle with the row of contract §4 that its members choose. */
export async function signBundle<B extends UnsignedBundle>(
  bundle: B,
  secret: Uint8Array,
): Promise<SignedBundle<B>> {
  const signingKey = await deriveSigningKey(signingRowOf(bundle), secret, bundle)
  const digests = await Promise.all(bundle.frames.map(frameDigest))
  const signature = await signManifest(
    bundleManifest(bundle as UnsignedBundle & Record<string, unknown>, digests),
    signingKey,
  )
  return { ...bundle, frames: bundle.frames.map(encodeFrameBase64), signature }
}

/** Lower-case hex HMAC-SHA256, 64 characters. */
export async function signManifest(manifest: Uint8Array, signingKey: Uint8Array): Promise<string> {
  const key = await importHmacKey(signingKey)
  return encodeHex(new Uint8Array(await crypto.subtle.sign('HMAC', key, ownBytes(manifest))))
}

/**
 * Throws `signature_invalid` unless `bundle.signature` is the lower-case hex signature of the bundle as received (parsed, not
 * rebuilt) with `frameDigests[i]` the digest of frame i's decoded bytes. The comparison is WebCrypto's, in constant time.
 */
export async function verifyBundleSignature(
  bundle: Readonly<Record<string, unknown>>,
  frameDigests: readonly string[],
  signingKey: Uint8Array,
): Promise<void> {
  const sent =
    typeof bundle['signature'] === 'string' ? decodeLowerHex(bundle['signature'], SIGNATURE_BYTES) : null
  if (sent === null) throw invalid('the signature is not 64 lower-case hexadecimal digits')
  const manifest = bundleManifest(bundle, frameDigests)
  const valid = await crypto.subtle.verify('HMAC', await importHmacKey(signingKey), sent, manifest)
  if (!valid) throw invalid('the signature does not fit the bundle')
}

/**
 * Throws `hmac_key_mismatch` unless `sent` (base64url) is the server's own signing key. Both are compared through an HMAC under
 * a key of the moment, so that the time taken tells nothing. A match verifies nothing (contract §4).
 */
export async function verifyHmacKey(sent: string, signingKey: Uint8Array): Promise<void> {
  const bytes = decodeBase64Url(sent)
  const blind = await importHmacKey(crypto.getRandomValues(new Uint8Array(BLINDING_BYTES)))
  const expected = await crypto.subtle.sign('HMAC', blind, ownBytes(signingKey))
  const equal = bytes !== null && (await crypto.subtle.verify('HMAC', blind, expected, bytes))
  if (!equal) throw new KartuError('hmac_key_mismatch', 'hmacKey is not the signing key of this bundle')
}

function importHmacKey(signingKey: Uint8Array) {
  return crypto.subtle.importKey('raw', ownBytes(signingKey), HMAC_SHA256, false, ['sign', 'verify'])
}

function invalid(message: string): KartuError {
  return new KartuError('signature_invalid', message)
}
