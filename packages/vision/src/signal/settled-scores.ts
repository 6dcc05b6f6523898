import type { Evidence } from '../evidence.ts'
import { brightestFrames } from './brightest-frames.ts'
import { median } from './order-statistics.ts'

/** How odd parts of the print are in one frame, by the name of the part. */
export type PartScores = ReadonlyMap<string, number>

/**
 * How odd each part of the print is in the frames together. What was altered on a card is so in every frame, noise and
 * reflections are not: a part that is odd in the frame that was read is measured in two more, and the median counts, of two
 * frames the lesser. A part that only another frame shows counts when two show it. A card whose parts are all seen and even costs
 * one frame.
 * @param isWhole whether a frame shows all parts that matter
 */
export function settleScores(
  evidence: Evidence,
  measure: (frame: number) => PartScores,
  oddFrom: number,
  isWhole: (found: PartScores) => boolean,
): PartScores {
  const [first, ...others] = brightestFrames(evidence)
  if (first === undefined) return new Map()
  const found = measure(first)
  if (isWhole(found) && Math.max(0, ...found.values()) < oddFrom) return found
  const seen = [found, ...others.map(measure)]
  const settled = new Map<string, number>()
  for (const part of new Set(seen.flatMap((frame) => [...frame.keys()]))) {
    const scores = seen.flatMap((frame) => frame.get(part) ?? [])
    if (scores.length === 1 && seen.length > 1) continue
    settled.set(part, scores.length === 2 ? Math.min(...scores) : median(scores))
  }
  return settled
}
