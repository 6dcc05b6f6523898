import { KartuError } from '@kartu/core'

/** Where a record belongs; bound to it, so that it opens nowhere else (V8). */
export interface RecordContext {
  readonly organisation: string
  /** Id of the bundle, or of whatever else the record belongs to (customer, verification, device, key). */
  readonly owner: string
  /** Snake case: `frame`, `card_reading`, `face_template`, … */
  readonly kind: string
  /** Place among the records of one owner and kind, from 0. */
  readonly index: number
  /**
   * Lower-case hex SHA-256 of the plaintext: required for `frame`, whose digest is public. Null for anything that could be guessed
   * (a NIK, a field), whose digest would give it away (V9).
   */
  readonly contentSha256: string | null
}

export const FRAME_KIND = 'frame'

const KIND = /^[a-z][a-z0-9_]{0,63}$/
const LOWER_HEX_SHA256 = /^[0-9a-f]{64}$/

/** Throws `sealed_record_invalid` for a context that no record can have. */
export function assertRecordContext(context: RecordContext): void {
  const named = context.organisation !== '' && context.owner !== '' && KIND.test(context.kind)
  const placed = Number.isSafeInteger(context.index) && context.index >= 0
  const { contentSha256 } = context
  const hashed = contentSha256 === null ? context.kind !== FRAME_KIND : LOWER_HEX_SHA256.test(contentSha256)
  if (!named || !placed || !hashed)
    throw new KartuError('sealed_record_invalid', 'no record can have this context')
}
