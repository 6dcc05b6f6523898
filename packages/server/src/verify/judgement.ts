import type { AntiSpoofOnWire, TamperOnWire, VoterOnWire } from '@kartu/contract'
import type { CastVote, Fused, TierDecision, VoterFamily } from '@kartu/core'

/** What a verification keeps in plain text about how it came about: voters, never fields. */
export interface Judgement {
  readonly reason: string
  readonly policyVersion: string
  readonly antiSpoof: AntiSpoofOnWire
  readonly tamper: TamperOnWire
}

/** The judgement in the shape that the wire has: it is answered now and read back later from one record. */
export function describeJudgement(
  votes: readonly CastVote[],
  fused: Pick<Fused, 'antiSpoof' | 'tamper'>,
  decision: Pick<TierDecision, 'assuranceTier'> & { readonly reason: string },
  policyVersion: string,
): Judgement {
  return {
    reason: decision.reason,
    policyVersion,
    antiSpoof: {
      fused: fused.antiSpoof,
      assuranceTier: decision.assuranceTier,
      ...describeFamily(votes, 'antiSpoof'),
    },
    tamper: { fused: fused.tamper, ...describeFamily(votes, 'tamper') },
  }
}

function describeFamily(votes: readonly CastVote[], family: VoterFamily) {
  const own = votes.filter((vote) => vote.family === family)
  return {
    voters: own.map(describeVote),
    passed: own.filter((vote) => vote.outcome === 'passed').length,
    present: own.filter((vote) => vote.outcome !== 'abstained').length,
  }
}

function describeVote(vote: CastVote): VoterOnWire {
  return {
    name: vote.voter,
    passed: vote.outcome === 'passed',
    reason: vote.reason,
    outcome: vote.outcome,
    ...(vote.suspicion === undefined ? {} : { score: vote.suspicion }),
    evidence: { ...vote.evidence },
  }
}
