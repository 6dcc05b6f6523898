import { castFault } from '@kartu/core'
import { VOTERS } from '@kartu/vision'
import type { JobRow } from '../store/tables.ts'
import type { JudgeParts } from './judge-parts.ts'
import { findStoredBundle } from './open-bundle.ts'
import { judgeCapture } from './pipeline.ts'
import { storeVerdict } from './store-verdict.ts'

/** A worker that died over a capture may have died of something else: once more, then no more. */
const EXAMINATIONS_MAX = 2
const NOT_EXAMINED = 'not_examined'

/** Judges a capture, or, when its examination has already failed twice, hands it to an analyst as it is. */
export async function runJudgeJob(job: JobRow, parts: JudgeParts): Promise<void> {
  if (job.attempts <= EXAMINATIONS_MAX) return judgeCapture(job, parts)
  const bundle = await findStoredBundle(job, parts)
  await storeVerdict(
    job,
    bundle,
    {
      votes: VOTERS.map((voter) => castFault(voter)),
      reading: null,
      face: null,
      fused: { antiSpoof: 'unclear', tamper: 'unclear', score: 0 },
      decision: { assuranceTier: 'low', verdict: 'requires_review', status: 'pending', reason: NOT_EXAMINED },
    },
    parts,
  )
}
