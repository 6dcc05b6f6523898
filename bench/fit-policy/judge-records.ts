import {
  castVote,
  fuse,
  type CastVote,
  type FusedFamily,
  type FusionPolicy,
  type VoterFamily,
} from '@kartu/core'
import type { CaptureRecord } from '../evaluate/capture-record.ts'

/** Species that alter a card which is really there: what `tamper` voters are for. All others are `antiSpoof`'s. */
const ALTERED_CARDS: readonly string[] = ['retyped_field', 'pasted_field', 'nik_edit', 'portrait_swap']

/** The family that should stop a species. */
export const familyOf = (species: string): VoterFamily =>
  ALTERED_CARDS.includes(species) ? 'tamper' : 'antiSpoof'

/** The votes of a judged capture under another policy: suspicions stay, outcomes follow its thresholds. */
function recast({ votes }: CaptureRecord, policy: FusionPolicy): CastVote[] {
  return votes.map(({ voter, family, suspicion, faulted }) => {
    const vote =
      suspicion === null
        ? ({ kind: 'abstained', reason: '' } as const)
        : ({ kind: 'scored', suspicion, reason: '', evidence: {} } as const)
    return { ...castVote({ id: voter, family }, vote, policy), faulted }
  })
}

/** A family's evidence in nats, whatever single voters forbid. */
export function evidenceOf(record: CaptureRecord, family: VoterFamily, policy: FusionPolicy): number {
  return fuse(recast(record, policy), policy).families[family].evidence
}

/** A family's evidence in nats; −∞ where something beside the sum keeps it from being positive. */
export function familyScore(record: CaptureRecord, family: VoterFamily, policy: FusionPolicy): number {
  const fused = fuse(recast(record, policy), policy).families[family]
  return isCapped(fused, policy.families[family].minimumPassed) ? -Infinity : fused.evidence
}

function isCapped({ faulted, hardFailed, missing, passed }: FusedFamily, minimumPassed: number): boolean {
  return faulted.length + hardFailed.length + missing.length > 0 || passed < minimumPassed
}
