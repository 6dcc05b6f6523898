import type { Evidence } from '../evidence.ts'
import { brightestFrames } from './brightest-frames.ts'
import { median } from './order-statistics.ts'

/** How odd parts of the print are in one frame, by the name of the part. */
export type PartScores = ReadonlyMap<string, number>

/** What was measured of parts of the print in one frame: deviations with their signs, NaN where one is not known. */
export type PartDeviations = ReadonlyMap<string, readonly number[]>

/**
 * How odd each part of the print is in the frames together. What was altered on a card is so in every frame and to the same side, noise
 * and reflections are not: when a part is odd in the frame that was read, all are measured in two more, and of each deviation the median
 * counts, of two that agree the lesser. A part that only another frame shows counts when two show it. A card whose parts are all seen and
 * even costs one frame.
 * @param isWhole whether a frame shows all parts that matter
 */
export function settleParts(
  evidence: Evidence,
  measure: (frame: number) => PartDeviations,
  scoreOf: (deviations: readonly number[], part: string) => number,
  oddFrom: number,
  isWhole: (found: PartDeviations) => boolean,
): PartScores {
  const [first, ...others] = brightestFrames(evidence)
  if (first === undefined) return new Map()
  const found = measure(first)
  const scored = new Map([...found].map(([part, deviations]) => [part, scoreOf(deviations, part)] as const))
  if (isWhole(found) && Math.max(0, ...scored.values()) < oddFrom) return scored
  const seen = [found, ...others.map(measure)]
  const settled = new Map<string, number>()
  for (const part of new Set(seen.flatMap((frame) => [...frame.keys()]))) {
    const looks = seen.flatMap((frame) => {
      const deviations = frame.get(part)
      return deviations ? [deviations] : []
    })
    if (looks.length === 1 && seen.length > 1) continue
    const together = looks[0]!.map((_, i) => settle(looks.map((deviations) => deviations[i]!)))
    if (together.some(Number.isFinite)) settled.set(part, scoreOf(together, part))
  }
  return settled
}

const ONE_LOOK_SHARE = 0.5

/** What one look alone shows of several may be a reflection: it counts by half. */
function settle(looks: readonly number[]): number {
  const known = looks.filter(Number.isFinite)
  const [a, b] = known
  if (known.length === 1 && a !== undefined && looks.length > 1) return ONE_LOOK_SHARE * a
  if (known.length !== 2 || a === undefined || b === undefined) return median(known)
  return a * b > 0 ? Math.sign(a) * Math.min(Math.abs(a), Math.abs(b)) : 0
}

/** `settleParts` where one number, never negative, says how odd a part is. */
export function settleScores(
  evidence: Evidence,
  measure: (frame: number) => PartScores,
  oddFrom: number,
  isWhole: (found: ReadonlyMap<string, unknown>) => boolean,
): PartScores {
  const asDeviations = (frame: number) =>
    new Map([...measure(frame)].map(([part, score]) => [part, [score]] as const))
  return settleParts(evidence, asDeviations, ([score]) => score ?? NaN, oddFrom, isWhole)
}
