import type { FamilyPolicy, FusionPolicy, VoterFamily } from '@kartu/core'
import type { CaptureRecord } from '../evaluate/capture-record.ts'
import { evidenceOf, familyOf, familyScore } from './judge-records.ts'

/** Of genuine captures that nothing else stops, a family's bound may refuse this share. */
const MOST_REFUSED = 0.01
/** A family is negative only this far below every genuine capture, and at most from −1.5 nats: an applicant is told that the card failed. */
const NEGATIVE_MARGIN = 0.5
const MOST_NEGATIVE = -1.5
/** Sums of correlated voters overstate: they are tempered by the factor that predicts best, one of these. */
const TEMPERS = [1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3] as const

export interface ChosenFamily extends FamilyPolicy {
  readonly basis: string
}

/** Multiplies a family's curves so that its evidence predicts genuine against attack best: least mean log loss, species weighing alike. */
export function temperOf(
  records: readonly CaptureRecord[],
  family: VoterFamily,
  policy: FusionPolicy,
): { readonly temper: number; readonly loss: number } {
  const sides = groups(records, family).map((group) =>
    group.map((record) => evidenceOf(record, family, policy)),
  )
  const [genuine = [], ...attacks] = sides
  const lossOf = (temper: number): number => {
    const mean = (values: readonly number[], sign: number) =>
      values.reduce((sum, value) => sum + Math.log1p(Math.exp(-sign * temper * value)), 0) /
      Math.max(1, values.length)
    const attackLoss =
      attacks.reduce((sum, values) => sum + mean(values, -1), 0) / Math.max(1, attacks.length)
    return (mean(genuine, 1) + attackLoss) / 2
  }
  return TEMPERS.map((temper) => ({ temper, loss: lossOf(temper) })).reduce((best, next) =>
    next.loss < best.loss ? next : best,
  )
}

/** The bound that lets the fewest attacks of its species through while it refuses hardly any genuine capture. */
export function chooseBounds(
  records: readonly CaptureRecord[],
  family: VoterFamily,
  policy: FusionPolicy,
): ChosenFamily {
  const { prior, minimumPassed } = policy.families[family]
  const [genuine = [], ...attacks] = groups(records, family).map((group) =>
    group.map((record) => familyScore(record, family, policy)),
  )
  const passing = genuine.filter((score) => score > -Infinity)
  const accepted = (scores: readonly number[], bound: number) =>
    scores.filter((score) => score >= bound).length
  const mean = (bound: number) =>
    attacks.reduce((sum, scores) => sum + accepted(scores, bound) / scores.length, 0) /
    Math.max(1, attacks.length)
  const scores = [...new Set([...passing, ...attacks.flat()])].filter(Number.isFinite).sort((a, b) => a - b)
  const bounds = scores.map((score, i) => (i === 0 ? score - 1 : (score + scores[i - 1]!) / 2))
  const allowed = bounds.filter(
    (bound) => passing.length - accepted(passing, bound) <= MOST_REFUSED * genuine.length,
  )
  const bound = allowed.reduce((best, next) => (mean(next) < mean(best) ? next : best), allowed[0] ?? 0)
  const lowest = Math.min(...groups(records, family)[0]!.map((record) => evidenceOf(record, family, policy)))
  const positiveAtLeast = Number(bound.toFixed(2))
  return {
    prior,
    positiveAtLeast,
    negativeAtMost: Number(
      Math.min(MOST_NEGATIVE, lowest - NEGATIVE_MARGIN, positiveAtLeast - NEGATIVE_MARGIN).toFixed(2),
    ),
    minimumPassed,
    basis:
      `Simulated, choose split: of ${genuine.length} genuine captures ${genuine.length - passing.length} are stopped by single voters ` +
      `and ${passing.length - accepted(passing, positiveAtLeast)} by this bound; of its species ${(100 * mean(positiveAtLeast)).toFixed(1)} % pass on average.`,
  }
}

/** Genuine captures, then those of each species of the family. */
function groups(records: readonly CaptureRecord[], family: VoterFamily): CaptureRecord[][] {
  const attacks = records.filter((record) => !record.genuine && familyOf(record.species) === family)
  const species = [...new Set(attacks.map((record) => record.species))].sort()
  return [
    records.filter((record) => record.genuine),
    ...species.map((name) => attacks.filter((record) => record.species === name)),
  ]
}
