import type { Randomness } from '@kartu/core'
import type { SeededRandom } from '@kartu/specimen'

/** A seeded stand-in for the service's randomness: the same challenges in every run. */
export function seededBytes(random: SeededRandom): Randomness {
  return { bytes: (length) => Uint8Array.from({ length }, () => random.integer(0, 255)) }
}
