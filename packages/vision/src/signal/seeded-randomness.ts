import type { Randomness } from '@kartu/core'

/** 32-bit FNV-1a (offset basis and prime of the published function) of a string's UTF-16 units. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

/**
 * Reproducible bytes from a seed string (mulberry32). For decoys and sampling inside voters only: the same evidence must
 * give the same vote. Never for secrets.
 */
export function seededRandomness(seed: string): Randomness {
  let state = fnv1a(seed)
  const nextWord = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return (t ^ (t >>> 14)) >>> 0
  }
  return {
    bytes: (length) => {
      const bytes = new Uint8Array(length)
      for (let i = 0; i < length; i += 4) {
        const word = nextWord()
        for (let j = i; j < Math.min(i + 4, length); j++) bytes[j] = (word >>> (8 * (j - i))) & 255
      }
      return bytes
    },
  }
}
