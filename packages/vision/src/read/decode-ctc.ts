import type { CharAlternative, Tensor } from '@kartu/core'
import { READING_ALPHABET } from './reading-alphabet.ts'

export interface DecodedChar {
  readonly char: string
  /** 0–1: what the recogniser gives this character at its clearest step, foreign characters counted against it. */
  readonly confidence: number
  /** Likeliest allowed characters at that step, best first; sums to at most 1. */
  readonly alternatives: readonly CharAlternative[]
  /** Middle of the character's steps, 0–1 of the tensor's width. */
  readonly position: number
}

/** Alternatives kept a character. */
const ALTERNATIVES = 4
/** Rarer alternatives are not kept. */
const MIN_ALTERNATIVE = 0.01
/** Keeps a quotient finite where a step has nothing of the allowed classes. */
const TINY = 1e-6

/**
 * Greedy CTC decoding of one line's [1, steps, classes] probabilities over the classes that `mask` allows (see
 * `classMask`). A run of equal best classes is one character; it is judged at the step where it is strongest.
 */
export function decodeCtc(probabilities: Tensor, mask: Uint8Array): readonly DecodedChar[] {
  const [, steps = 0, classes = 0] = probabilities.shape
  const p = probabilities.data
  const chars: DecodedChar[] = []
  let runClass = 0
  let runStart = 0
  let peakStep = 0
  let peak = 0
  for (let step = 0; step <= steps; step++) {
    const best = step < steps ? bestClass(p, step * classes, mask) : 0
    if (best !== runClass) {
      if (runClass !== 0)
        chars.push(describe(p, peakStep * classes, mask, runClass, (runStart + step) / 2 / steps))
      runClass = best
      runStart = step
      peak = 0
    }
    const value = step < steps ? p[step * classes + best]! : 0
    if (value > peak) {
      peak = value
      peakStep = step
    }
  }
  return chars
}

function bestClass(p: Float32Array, at: number, mask: Uint8Array): number {
  let best = 0
  for (let k = 1; k < mask.length; k++) if (mask[k] === 1 && p[at + k]! > p[at + best]!) best = k
  return best
}

function describe(
  p: Float32Array,
  at: number,
  mask: Uint8Array,
  chosen: number,
  position: number,
): DecodedChar {
  let allowed = 0
  let all = 0
  for (let k = 0; k < mask.length; k++) {
    all += p[at + k]!
    if (mask[k] === 1) allowed += p[at + k]!
  }
  const alternatives: CharAlternative[] = []
  for (let k = 1; k < mask.length; k++) {
    const share = p[at + k]! / (allowed + TINY)
    if (mask[k] === 1 && share >= MIN_ALTERNATIVE)
      alternatives.push({ char: READING_ALPHABET[k - 1]!, p: share })
  }
  alternatives.sort((a, b) => b.p - a.p)
  // What the allowed classes share between them is evidence for this one; the rest (other classes of the alphabet, and
  // what the adapter dropped as foreign) is doubt. The geometric mean of both keeps a misfit from looking certain.
  const share = p[at + chosen]! / (allowed + TINY)
  const certain = p[at + chosen]! / Math.max(1, all)
  return {
    char: READING_ALPHABET[chosen - 1]!,
    confidence: Math.sqrt(share * certain),
    alternatives: alternatives.slice(0, ALTERNATIVES),
    position,
  }
}
