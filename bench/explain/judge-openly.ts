import { fuse, type CastVote, type Fused, type TierDecision } from '@kartu/core'
import { decideTier, gatherEvidence, type Instruments } from '@kartu/server'
import { castVotes, type Evidence } from '@kartu/vision'
import type { LabelledCapture } from '../evaluate/labelled-capture.ts'

/** A judged capture with everything that was looked at. */
export interface OpenJudgement {
  readonly capture: LabelledCapture
  readonly evidence: Evidence
  readonly votes: readonly CastVote[]
  readonly fused: Fused
  readonly decision: TierDecision
}

/** Judges a capture by the service's own stages and keeps the evidence, which the service lets go. */
export async function judgeOpenly(
  capture: LabelledCapture,
  instruments: Instruments,
): Promise<OpenJudgement> {
  const { exhibit } = capture
  const evidence = await gatherEvidence(exhibit, instruments)
  const votes = castVotes(evidence, instruments.policy)
  const fused = fuse(votes, instruments.policy)
  const basis = { exhibit, organisation: { requireFlash: false }, areFramesSeenBefore: false }
  const findings = { votes, isCardFound: evidence.cards.some((card) => card !== null) }
  return { capture, evidence, votes, fused, decision: decideTier(basis, findings, fused) }
}
