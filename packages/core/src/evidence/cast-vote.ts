import { KartuError } from '../errors.ts'
import type { FusionPolicy, VoterPolicy } from './fusion-policy.ts'
import type { CastVote, Vote, VoterFamily } from './vote.ts'

interface VoterIdentity {
  readonly id: string
  readonly family: VoterFamily
}

/** The policy row of a voter. Throws `policy_missing_voter`: a voter nobody calibrated must not be fused. */
export function voterPolicy(policy: FusionPolicy, voterId: string): VoterPolicy {
  const row = Object.hasOwn(policy.voters, voterId) ? policy.voters[voterId] : undefined
  if (row === undefined)
    throw new KartuError('policy_missing_voter', `policy has no row for voter ${voterId}`)
  return row
}

/**
 * Applies the policy's threshold to a vote. Throws `policy_missing_voter`, and `vote_out_of_range` for a suspicion that
 * is not in 0–1 (NaN included), which is a bug in the voter.
 */
export function castVote(voter: VoterIdentity, vote: Vote, policy: FusionPolicy): CastVote {
  const { failAbove } = voterPolicy(policy, voter.id)
  const base = { voter: voter.id, family: voter.family, reason: vote.reason, faulted: false }
  if (vote.kind === 'abstained') return { ...base, outcome: 'abstained', evidence: vote.evidence ?? {} }
  if (!(vote.suspicion >= 0 && vote.suspicion <= 1)) {
    throw new KartuError('vote_out_of_range', `voter ${voter.id} answered a suspicion outside 0 to 1`)
  }
  const outcome = vote.suspicion > failAbove ? 'failed' : 'passed'
  return { ...base, outcome, suspicion: vote.suspicion, evidence: vote.evidence }
}

/** The vote of a voter that threw: it abstains, and `fuse` caps its family at unclear. */
export function castFault(voter: VoterIdentity): CastVote {
  return {
    voter: voter.id,
    family: voter.family,
    outcome: 'abstained',
    reason: 'voter_faulted',
    evidence: {},
    faulted: true,
  }
}
