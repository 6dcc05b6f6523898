import canonicalize from 'canonicalize'
import { KartuError } from '@kartu/core'
import { encodeHex, ownBytes } from './bytes.ts'
import type { Bytes } from './bytes.ts'

const DIGEST_PREFIX = 'sha256:'

/** Lower-case hex SHA-256 of one frame's decoded bytes, 64 characters. */
export async function frameDigest(frame: Uint8Array): Promise<string> {
  return encodeHex(new Uint8Array(await crypto.subtle.digest('SHA-256', ownBytes(frame))))
}

/**
 * What is signed (contract §4): UTF-8 of the RFC 8785 form of `bundle` without `signature`, every frame replaced by
 * `sha256:` and its digest. Unknown fields stay in, so they are signed too. Throws `signature_invalid` when the digests do
 * not pair with the frames or a value has no canonical form (half a character, a number that is not finite).
 */
export function bundleManifest(
  bundle: Readonly<Record<string, unknown>>,
  frameDigests: readonly string[],
): Bytes {
  const frames = bundle['frames']
  if (!Array.isArray(frames) || frames.length !== frameDigests.length) {
    throw new KartuError('signature_invalid', 'the frame digests do not pair with the frames')
  }
  const { signature: _signature, ...signed } = bundle
  return new TextEncoder().encode(
    canonicalText({ ...signed, frames: frameDigests.map((hex) => DIGEST_PREFIX + hex) }),
  )
}

function canonicalText(value: unknown): string {
  try {
    return canonicalize(value) ?? ''
  } catch {
    throw new KartuError('signature_invalid', 'the bundle has no canonical form')
  }
}
