import type { FusionPolicy, VoterFamily, VoterPolicy } from '@kartu/core'
import type { CaptureRecord } from '../evaluate/capture-record.ts'
import { fitCurve } from './fit-curve.ts'
import { familyOf } from './judge-records.ts'

/** Voters speak such that they mean "attack" above this; a threshold is raised from here, never lowered. */
const LEAST_THRESHOLD = 0.5
const THRESHOLD_STEP = 0.05
/** Of genuine captures a voter may fail at most this share: so a dozen of them stay bearable together. */
const MOST_REFUSED = 0.01
/** Its pass is what contract §6 calls a validated flash: no attack's suspicion may become one by a raised threshold. */
const FIXED: readonly string[] = ['flash_reflectance']

export interface FittedVoter extends VoterPolicy {
  readonly basis: string
}

/** Threshold and curve of every voter from the records of one split; whether it is hard or required stays the designer's decision. */
export function fitVoters(
  records: readonly CaptureRecord[],
  policy: FusionPolicy,
): Record<string, FittedVoter> {
  return Object.fromEntries(
    Object.entries(policy.voters).map(([id, { hard, required }]) => [
      id,
      { hard, required, ...fitVoter(id, records) },
    ]),
  )
}

function fitVoter(id: string, records: readonly CaptureRecord[]): Omit<FittedVoter, 'hard' | 'required'> {
  const family = records.flatMap(({ votes }) => votes).find(({ voter }) => voter === id)?.family ?? 'tamper'
  const genuine = records.filter((record) => record.genuine)
  const species = speciesOf(records, family)
  const attacks = species.map((name) => {
    const own = records.filter((record) => record.species === name)
    return { suspicions: suspicionsOf(own, id), captures: own.length }
  })
  const refused = suspicionsOf(genuine, id)
  const failAbove = FIXED.includes(id) ? LEAST_THRESHOLD : leastThreshold(refused, genuine.length)
  const curve = fitCurve(refused, attacks)
  const failed = (suspicions: readonly number[]) => suspicions.filter((value) => value > failAbove).length
  const caught = species.flatMap((name, i) => {
    const { suspicions, captures } = attacks[i]!
    return failed(suspicions) === 0 ? [] : [`${name} ${failed(suspicions)} of ${captures}`]
  })
  const basis =
    `Simulated, fit split: spoke on ${refused.length} of ${genuine.length} genuine captures and failed ${failed(refused)}; ` +
    (caught.length === 0 ? 'failed no attack of its family.' : `failed ${caught.join(', ')}.`)
  return { failAbove, curve, basis }
}

function speciesOf(records: readonly CaptureRecord[], family: VoterFamily): string[] {
  const attacks = records.filter((record) => !record.genuine && familyOf(record.species) === family)
  return [...new Set(attacks.map(({ species }) => species))].sort()
}

function suspicionsOf(records: readonly CaptureRecord[], voter: string): number[] {
  return records.flatMap(({ votes }) =>
    votes.flatMap((vote) => (vote.voter === voter && vote.suspicion !== null ? [vote.suspicion] : [])),
  )
}

/** Raised until few enough are refused, or, where that cannot be had, only as far as it spares anybody. */
function leastThreshold(suspicions: readonly number[], captures: number): number {
  const steps = Math.round((1 - LEAST_THRESHOLD) / THRESHOLD_STEP)
  const thresholds = Array.from({ length: steps }, (_, i) =>
    Number((LEAST_THRESHOLD + i * THRESHOLD_STEP).toFixed(2)),
  )
  const refused = (threshold: number) => suspicions.filter((value) => value > threshold).length
  const unavoidable = refused(thresholds.at(-1)!)
  const allowed = Math.max(unavoidable, MOST_REFUSED * captures)
  return thresholds.find((threshold) => refused(threshold) <= allowed)!
}
