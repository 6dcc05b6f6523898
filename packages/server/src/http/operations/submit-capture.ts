import { captureRequestSchema, LIMITS } from '@kartu/contract'
import { KartuError } from '@kartu/core'
import { z } from 'zod'
import { findFaceEnrolmentOfVerification } from '../../store/face-enrolments.ts'
import { findBundle } from '../../store/ktp-bundles.ts'
import { findVerificationOfBundle } from '../../store/verifications.ts'
import type { Tx } from '../../store/tables.ts'
import type { AcceptedCapture } from '../../verify/submission.ts'
import type { Dependencies } from '../dependencies.ts'
import { defineOperation, type Answer } from '../operation.ts'
import { describeCapture } from '../wire/describe-capture.ts'

/** Takes a capture in, waits for its judgement and answers it in the specification's shape. */
export const submitCapture = defineOperation({
  id: 'submitCapture',
  body: captureRequestSchema,
  ownBody: true,
  bodyLimitBytes: LIMITS.bodyBytesMax,
  async handle({ principal, rawBody, signal, remember }, deps) {
    const submission = {
      principal,
      body: rawBody,
      receivedAtMs: deps.ctx.clock.nowMs(),
      onAccepted: (tx: Tx, { bundleId }: AcceptedCapture) => remember(tx, { bundleId }),
    }
    const accepted = await deps.intake.accept(submission)
    return answerWhenJudged(accepted, signal, deps)
  },
  async resume(reference, { principal, signal }, deps) {
    const { bundleId } = referenceSchema.parse(reference)
    return answerWhenJudged({ organisationId: principal.organisationId, bundleId }, signal, deps)
  },
})

const referenceSchema = z.object({ bundleId: z.string() })

async function answerWhenJudged(
  accepted: AcceptedCapture,
  signal: AbortSignal,
  { ctx, intake }: Dependencies,
): Promise<Answer> {
  const { organisationId, bundleId } = accepted
  await intake.untilJudged(accepted, signal)
  const bundle = await findBundle(ctx.db, organisationId, bundleId)
  const verification = await findVerificationOfBundle(ctx.db, organisationId, bundleId)
  if (bundle === undefined || verification === undefined) {
    throw new KartuError('internal', 'A judged bundle has no verification')
  }
  const enrolment = await findFaceEnrolmentOfVerification(ctx.db, organisationId, verification.id)
  return { status: 201, body: describeCapture(bundle, verification, enrolment) }
}
