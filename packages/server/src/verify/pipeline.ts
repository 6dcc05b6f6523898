import { fuse } from '@kartu/core'
import { castVotes, locateInFrames, type Evidence } from '@kartu/vision'
import { admitToQueue, type AcceptParts } from './accept-parts.ts'
import { decideTier } from './decide-tier.ts'
import { decodeFrames } from './decode-frames.ts'
import { enrolFace } from './enrol-face.ts'
import type { Exhibit, Findings } from './exhibit.ts'
import { joinStages } from './join-stages.ts'
import type { Instruments, JudgeParts } from './judge-parts.ts'
import { openBundle } from './open-bundle.ts'
import { readCard } from './read-card.ts'
import { resolveSigner } from './resolve-signer.ts'
import { createStopwatch } from './stopwatch.ts'
import { splitStages } from './split-stages.ts'
import { storeCapture } from './store-capture.ts'
import { storeVerdict } from './store-verdict.ts'
import type { AcceptedCapture, Submission } from './submission.ts'
import { verifySignature } from './verify-signature.ts'
import { verifyWindow } from './verify-window.ts'
import type { JobRow } from '../store/tables.ts'

/**
 * First half: from bytes to a stored capture that will be judged whatever happens to this process. Every line may refuse
 * (contract §9), and a refused bundle has consumed nothing and left nothing behind.
 */
export async function acceptCapture(submission: Submission, parts: AcceptParts): Promise<AcceptedCapture> {
  const { ctx, blobs, intake } = parts
  const capture = await intake.readCapture(submission.body)
  const signer = await resolveSigner(ctx, submission.principal, capture)
  await verifySignature(capture, signer)
  verifyWindow(capture, signer, ctx.clock.nowMs())
  const probed = await intake.probeFrames(capture.frames)
  admitToQueue(parts)
  return storeCapture(ctx, blobs, submission, capture, signer, probed)
}

/**
 * Second half, as a job of any node: from a stored capture to a stored verdict, exactly once. What can't be examined
 * twice over is put before an analyst: no score is ever made up.
 */
export async function judgeCapture(job: JobRow, parts: JudgeParts): Promise<void> {
  const bundle = await openBundle(job, parts)
  const findings = await parts.examine(bundle.exhibit)
  const fused = fuse(findings.votes, parts.policy)
  const decision = decideTier(bundle, findings, fused)
  await storeVerdict(job, bundle, { ...findings, fused, decision }, parts)
}

/** The part of judging that looks at pixels. It runs in a worker thread and touches nothing but what it is given. */
export async function examineFrames(exhibit: Exhibit, instruments: Instruments): Promise<Findings> {
  const watch = createStopwatch(instruments.clock)
  const voterWatch = createStopwatch(instruments.clock)
  const look = async (stage: Exhibit) => {
    const evidence = await gatherEvidence(stage, instruments, watch)
    const votes = await watch.time('vote', () =>
      castVotes(evidence, instruments.policy, (voter, cast) => voterWatch.timeSync(voter, cast)),
    )
    const isCardFound = evidence.cards.some((card) => card !== null)
    return { evidence, isCardFound, reading: evidence.reading, votes }
  }
  const { lit, before } = splitStages(exhibit)
  const shown = await look(lit)
  const { isCardFound, reading, votes } = joinStages(
    shown,
    before && (await look(before)),
    instruments.policy,
  )
  const face = await watch.time('face', () => enrolFace(shown.evidence, instruments))
  return { isCardFound, reading, votes, face, stageMs: watch.stageMs, voterMs: voterWatch.stageMs }
}

/** From the files of one stage to what voters look at; by itself where somebody wants to see what they saw. */
export async function gatherEvidence(
  exhibit: Exhibit,
  instruments: Pick<Instruments, 'decode' | 'lineReader' | 'clock'>,
  watch = createStopwatch(instruments.clock),
): Promise<Evidence> {
  const frames = await watch.time('decode', () => decodeFrames(exhibit.frames, instruments))
  const cards = await watch.time('locate', () => locateInFrames(frames.map((frame) => frame.image)))
  return watch.time('read', () => readCard(exhibit, frames, cards, instruments))
}
