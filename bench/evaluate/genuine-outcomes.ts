import type { ModeFigures } from './evaluation-document.ts'

/**
 * What became of the genuine captures, in words: those refused are either laid before an analyst or told that the card failed, and the
 * second is far worse for the person.
 */
export function describeGenuineOutcomes({ tiers, apcer }: ModeFigures): string {
  const genuine = Object.entries(tiers).filter(([species]) => !Object.hasOwn(apcer, species))
  const sum = (outcome: 'high' | 'standard' | 'review' | 'failed') =>
    genuine.reduce((total, [, counts]) => total + counts[outcome], 0)
  return `${sum('high') + sum('standard')} accepted, ${sum('review')} to an analyst, ${sum('failed')} failed`
}
