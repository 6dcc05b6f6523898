import type { Randomness } from '../ports.ts'

const RANGE = 2 ** 16

/** A whole number from 0 up to `bound` (1–65536) exclusive, without modulo bias. */
export function randomInteger(random: Randomness, bound: number): number {
  const limit = RANGE - (RANGE % bound)
  for (;;) {
    const [high = 0, low = 0] = random.bytes(2)
    const value = high * 256 + low
    if (value < limit) return value % bound
  }
}
