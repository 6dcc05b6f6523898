import { deriveSigningKey, verifyBundleSignature, verifyHmacKey } from '@kartu/contract'
import type { Signer } from './resolve-signer.ts'
import type { ReadCapture } from './submission.ts'

/**
 * Throws unless the bundle was signed with its signer's secret; `hmacKey`, when sent, is compared and never used.
 * @throws KartuError `signature_invalid` | `hmac_key_mismatch`
 */
export async function verifySignature(capture: ReadCapture, signer: Signer): Promise<void> {
  const signingKey = await deriveSigningKey(signer.row, signer.secret, capture.bundle)
  await verifyBundleSignature(capture.bundle, capture.digests, signingKey)
  if (capture.hmacKey !== undefined) await verifyHmacKey(capture.hmacKey, signingKey)
}
