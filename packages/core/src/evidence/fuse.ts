import { voterPolicy } from './cast-vote.ts'
import type { FamilyPolicy, FusionPolicy, LlrKnot } from './fusion-policy.ts'
import type { CastVote, VoterFamily } from './vote.ts'

export type AntiSpoofVerdict = 'live' | 'spoof' | 'unclear'
export type TamperVerdict = 'authentic' | 'tampered' | 'unclear'
type Side = 'positive' | 'negative' | 'unclear'

export interface FusedFamily {
  /** Prior plus contributions, in nats: log odds that the presentation is genuine. */
  readonly evidence: number
  /** Voters that did not abstain. */
  readonly present: number
  readonly passed: number
  readonly abstained: number
  readonly faulted: readonly string[]
  readonly hardFailed: readonly string[]
  /** Required voters that did not pass. */
  readonly missing: readonly string[]
}

export interface Fused {
  readonly antiSpoof: AntiSpoofVerdict
  readonly tamper: TamperVerdict
  /** 0–100, whole: the probability that the card was both there and untampered. Rises with either family's evidence. */
  readonly score: number
  readonly families: Readonly<Record<VoterFamily, FusedFamily>>
}

/**
 * Sums calibrated log-likelihood ratios per family (naive Bayes; correlated voters are tempered in their curves).
 * Independent of the order of votes, never better for a higher suspicion, and an abstention adds nothing. The minimum counts
 * passes, not scores: else a voter that failed mildly would make a family positive that it leaves unclear by abstaining.
 * Throws `policy_missing_voter`.
 */
export function fuse(votes: readonly CastVote[], policy: FusionPolicy): Fused {
  const antiSpoof = fuseFamily(votes, 'antiSpoof', policy)
  const tamper = fuseFamily(votes, 'tamper', policy)
  const antiSpoofSide = decide(antiSpoof, policy.families.antiSpoof)
  const tamperSide = decide(tamper, policy.families.tamper)
  return {
    antiSpoof: ({ positive: 'live', negative: 'spoof', unclear: 'unclear' } as const)[antiSpoofSide],
    tamper: ({ positive: 'authentic', negative: 'tampered', unclear: 'unclear' } as const)[tamperSide],
    score: Math.round(100 * probability(antiSpoof.evidence) * probability(tamper.evidence)),
    families: { antiSpoof, tamper },
  }
}

function fuseFamily(votes: readonly CastVote[], family: VoterFamily, policy: FusionPolicy): FusedFamily {
  const own = votes.filter((vote) => vote.family === family)
  // Floating-point addition is not associative: a fixed order makes the sum independent of the voters' order.
  const contributions = own.map((vote) => contribution(vote, policy)).toSorted((a, b) => a - b)
  return {
    evidence: contributions.reduce((sum, llr) => sum + llr, policy.families[family].prior),
    present: own.filter((vote) => vote.outcome !== 'abstained').length,
    passed: own.filter((vote) => vote.outcome === 'passed').length,
    abstained: own.filter((vote) => vote.outcome === 'abstained').length,
    faulted: own.filter((vote) => vote.faulted).map((vote) => vote.voter),
    hardFailed: own
      .filter((vote) => vote.outcome === 'failed' && voterPolicy(policy, vote.voter).hard)
      .map((vote) => vote.voter),
    missing: own
      .filter((vote) => vote.outcome !== 'passed' && voterPolicy(policy, vote.voter).required)
      .map((vote) => vote.voter),
  }
}

/** Nats one vote adds: never below 0 for a pass nor above 0 for a fail, exactly 0 for an abstention. */
function contribution(vote: CastVote, policy: FusionPolicy): number {
  const { curve } = voterPolicy(policy, vote.voter)
  if (vote.outcome === 'abstained' || vote.suspicion === undefined) return 0
  const llr = interpolate(curve, vote.suspicion)
  return vote.outcome === 'passed' ? Math.max(0, llr) : Math.min(0, llr)
}

function interpolate(curve: readonly LlrKnot[], suspicion: number): number {
  let left: LlrKnot | undefined
  for (const right of curve) {
    if (suspicion <= right.suspicion) {
      if (left === undefined) return right.llr
      const along = (suspicion - left.suspicion) / (right.suspicion - left.suspicion)
      return left.llr + along * (right.llr - left.llr)
    }
    left = right
  }
  return left?.llr ?? 0
}

function decide(family: FusedFamily, policy: FamilyPolicy): Side {
  if (family.evidence <= policy.negativeAtMost) return 'negative'
  const forbidding = family.faulted.length + family.hardFailed.length + family.missing.length
  const capped = forbidding > 0 || family.passed < policy.minimumPassed
  return family.evidence >= policy.positiveAtLeast && !capped ? 'positive' : 'unclear'
}

function probability(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds))
}
