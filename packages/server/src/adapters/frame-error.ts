import { KartuError } from '@kartu/core'

/** A frame that is not one whole, plain JPEG, PNG or WebP image; `reason` is stable snake case (contract §9). */
export function undecodable(reason: string): KartuError {
  return new KartuError('frame_undecodable', `a frame cannot be decoded: ${reason}`, { reason })
}

/** A frame beyond the contract's limits (§5): 4 MiB, 16 megapixels. */
export function tooLarge(reason: string): KartuError {
  return new KartuError('frame_too_large', `a frame is too large: ${reason}`, { reason })
}
