import { createHash } from 'node:crypto'
import { KartuError } from '@kartu/core'
import type { Randomness } from '@kartu/core'
import type { KeyBinding, RecordContext } from '../src/index.ts'

/** Bytes that repeat from run to run: a SHA-256 stream of `seed`. */
export function seededRandomness(seed: string): Randomness {
  let block = 0
  return {
    bytes: (length) => {
      const blocks: Buffer[] = []
      for (let have = 0; have < length; have += 32) {
        blocks.push(createHash('sha256').update(`${seed}/${block}`).digest())
        block += 1
      }
      return Uint8Array.from(Buffer.concat(blocks).subarray(0, length))
    },
  }
}

export const sha256Hex = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

export const CONTEXT: RecordContext = {
  organisation: 'org_A',
  owner: 'ktpb_A',
  kind: 'card_reading',
  index: 0,
  contentSha256: null,
}
export const BINDING: KeyBinding = { purpose: 'customer', organisation: 'org_A', owner: 'cus_A' }

export const frameContext = (frame: Uint8Array, members: Partial<RecordContext> = {}): RecordContext => ({
  ...CONTEXT,
  kind: 'frame',
  contentSha256: sha256Hex(frame),
  ...members,
})

/** The code that `action` throws, or `opened`. */
export function codeOf(action: () => unknown): string {
  try {
    action()
    return 'opened'
  } catch (error) {
    if (error instanceof KartuError) return error.code
    throw error
  }
}

export function flipBit(bytes: Uint8Array, bit: number): Uint8Array {
  const flipped = Uint8Array.from(bytes)
  flipped[bit >> 3]! ^= 1 << (bit & 7)
  return flipped
}
