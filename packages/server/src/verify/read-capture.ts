import { KartuError } from '@kartu/core'
import {
  captureRequestSchema,
  decodeFrameBase64,
  fieldErrorsOf,
  frameDigest,
  parseStrictJson,
} from '@kartu/contract'
import type { ReadCapture } from './submission.ts'

/**
 * Parses and validates a capture's body and decodes its frames from base64: contract §5. Pure work on megabytes, so it
 * runs in the intake worker.
 * @throws KartuError `json_invalid` | `duplicate_json_key` | `json_too_deep` | `json_too_complex` | `validation_failed` |
 *   `frame_undecodable` | `frame_too_large`
 */
export async function readCapture(body: Uint8Array): Promise<ReadCapture> {
  const parsed = captureRequestSchema.safeParse(parseStrictJson(body))
  if (!parsed.success) {
    throw new KartuError('validation_failed', 'The capture does not match the schema', {
      fieldErrors: fieldErrorsOf(parsed.error),
    })
  }
  const { customerId, hmacKey, bundle } = parsed.data
  const frames = bundle.frames.map((text, index) => decodeFrameBase64(text, index))
  const digests = await Promise.all(frames.map((frame) => frameDigest(frame)))
  return { customerId, hmacKey, bundle: { ...bundle, frames: bundle.frames.map(() => '') }, frames, digests }
}
