/** A reproducible stream of numbers. The same seed gives the same stream on every machine. */
export interface SeededRandom {
  /** Uniform in [0, 1). */
  next(): number
  /** Uniform in [low, high). */
  between(low: number, high: number): number
  /** Uniform integer in [low, high], both included. */
  integer(low: number, high: number): number
  pick<T>(items: readonly T[]): T
  chance(probability: number): boolean
  /** Standard normal deviate. */
  normal(): number
  /** An independent stream that depends only on this stream's seed and the label, not on what was drawn before. */
  fork(label: string): SeededRandom
}

const FNV_OFFSET = 0x811c9dc5
const FNV_PRIME = 0x01000193
const GOLDEN_GAMMA = 0x9e3779b9
const TWO_POW_32 = 4294967296

function hashSeed(seed: string): number {
  let hash = FNV_OFFSET
  for (let i = 0; i < seed.length; i++) hash = Math.imul(hash ^ seed.charCodeAt(i), FNV_PRIME)
  return hash >>> 0
}

/** A stream of 32-bit words: xoshiro128** (Blackman and Vigna 2018), state filled by a splitmix-like mixer. */
export function createWordStream(seed: string): () => number {
  let mixer = hashSeed(seed)
  const word = () => {
    mixer = (mixer + GOLDEN_GAMMA) | 0
    let z = mixer
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b)
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35)
    return z ^ (z >>> 16)
  }
  let s0 = word()
  let s1 = word()
  let s2 = word()
  let s3 = word() | 1
  return () => {
    const product = Math.imul(s1, 5)
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0
    const shifted = s1 << 9
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= shifted
    s3 = (s3 << 11) | (s3 >>> 21)
    return result
  }
}

/** A stream named by its seed string. */
export function createSeededRandom(seed: string): SeededRandom {
  const word = createWordStream(seed)
  const next = () => word() / TWO_POW_32
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    integer: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick: (items) => {
      const item = items[Math.floor(next() * items.length)]
      if (item === undefined) throw new RangeError('pick from an empty list')
      return item
    },
    chance: (probability) => next() < probability,
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    fork: (label) => createSeededRandom(`${seed}/${label}`),
  }
}
