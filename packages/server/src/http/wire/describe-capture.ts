import type { CaptureResponse, FaceEnrolmentOnWire } from '@kartu/contract'
import { KartuError } from '@kartu/core'
import type { FaceEnrolmentRow, KtpBundleRow, VerificationRow } from '../../store/tables.ts'
import type { Judgement } from '../../verify/judgement.ts'

/** The specification's answer to a capture, from what was stored: any node could give it. */
export function describeCapture(
  bundle: KtpBundleRow,
  verification: VerificationRow,
  enrolment: FaceEnrolmentRow | undefined,
): CaptureResponse {
  const { verdict, assuranceTier } = bundle
  if (verdict === null || assuranceTier === null || verification.score === null) {
    throw new KartuError('internal', 'A judged bundle has no verdict')
  }
  const { antiSpoof, tamper, reason } = judgementOf(verification)
  return {
    verification: { id: verification.id, status: verification.status, score: verification.score, reason },
    ktpBundle: { id: bundle.id, verdict, assuranceTier, framesStored: bundle.frameCount },
    antiSpoof,
    tamper,
    faceEnrolment: describeEnrolment(enrolment),
  }
}

/** What `describeJudgement` stored. */
export function judgementOf(verification: VerificationRow): Judgement {
  return verification.judgement as unknown as Judgement
}

/** Null when no face was found. */
export function describeEnrolment(row: FaceEnrolmentRow | undefined): FaceEnrolmentOnWire | null {
  return row === undefined ? null : { id: row.id, fallbackStub: row.fallbackStub, modelId: row.modelId }
}
