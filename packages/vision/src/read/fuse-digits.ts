import type { CharAlternative } from '@kartu/core'
import type { DecodedChar } from './decode-ctc.ts'

/** What a reading that does not mention a digit leaves it: no frame alone rules a digit out. */
const FLOOR = 0.004
/** Alternatives kept a digit. */
const ALTERNATIVES = 4

/**
 * Two or more readings of the same digits from different frames as one: position by position, the product of what each frame
 * gives every digit. Readings of another length than `length` are left out; null when none has it.
 */
export function fuseDigits(
  readings: readonly (readonly DecodedChar[])[],
  length: number,
): readonly DecodedChar[] | null {
  const complete = readings.filter((reading) => reading.length === length)
  const [first] = complete
  if (!first || complete.length === 1) return first ?? null
  return first.map((char, i) => {
    const candidates = new Set(
      complete.flatMap((reading) => reading[i]?.alternatives.map((a) => a.char) ?? []),
    )
    const weights = [...candidates].map((candidate) => ({
      char: candidate,
      weight: complete.reduce((product, reading) => product * evidence(reading[i], candidate), 1),
    }))
    const total = weights.reduce((sum, { weight }) => sum + weight, 0)
    const alternatives: CharAlternative[] = weights
      .map(({ char: candidate, weight }) => ({ char: candidate, p: weight / total }))
      .sort((a, b) => b.p - a.p)
      .slice(0, ALTERNATIVES)
    const [best] = alternatives
    return best ? { ...char, char: best.char, confidence: best.p, alternatives } : char
  })
}

function evidence(char: DecodedChar | undefined, candidate: string): number {
  const share = char?.alternatives.find((a) => a.char === candidate)?.p ?? 0
  // A digit read with little certainty says little about any digit.
  const certainty = char?.confidence ?? 0
  return FLOOR + (1 - FLOOR) * (share * certainty + (1 - certainty) * 0.1)
}
