import { randomBytes } from 'node:crypto'
import type { Randomness } from '@kartu/core'

/** The kernel's CSPRNG. */
export const systemRandomness: Randomness = { bytes: (length) => randomBytes(length) }
