/** Which of the two fused judgements a voter speaks to. */
export type VoterFamily = 'antiSpoof' | 'tamper'

/** Numbers and short strings an analyst can be shown; never personal data, never pixels. */
export type VoteEvidence = Readonly<
  Record<string, number | string | boolean | readonly number[] | readonly string[]>
>

/**
 * What a voter answers: a measured suspicion, or that it cannot judge. It throws only on a bug.
 * `suspicion` runs from 0 (as a genuine presentation behaves) to 1 (as an attack does), for every voter alike.
 */
export type Vote =
  | {
      readonly kind: 'scored'
      readonly suspicion: number
      readonly reason: string
      readonly evidence: VoteEvidence
    }
  | { readonly kind: 'abstained'; readonly reason: string; readonly evidence?: VoteEvidence }

export type VoteOutcome = 'passed' | 'failed' | 'abstained'

/** A vote after the policy's threshold was applied to it. A voter that threw is `abstained` and `faulted`. */
export interface CastVote {
  readonly voter: string
  readonly family: VoterFamily
  readonly outcome: VoteOutcome
  /** Absent exactly when `outcome` is `abstained`. */
  readonly suspicion?: number
  readonly reason: string
  readonly evidence: VoteEvidence
  readonly faulted: boolean
}

/** One detector: one physical effect. `E` is the shared evidence it reads; `vote` is pure and deterministic. */
export interface Voter<E> {
  /** Wire name, snake case. */
  readonly id: string
  readonly family: VoterFamily
  /** The physical effect measured, in one sentence. */
  readonly measures: string
  /** What it cannot see, in one sentence. */
  readonly blindTo: string
  /** What must be present for it to speak; otherwise it abstains. */
  readonly needs: readonly string[]
  vote(evidence: E): Vote
}
