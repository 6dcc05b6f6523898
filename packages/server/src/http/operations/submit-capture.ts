import { captureRequestSchema, LIMITS } from '@kartu/contract'
import { KartuError } from '@kartu/core'
import { findFaceEnrolmentOfVerification } from '../../store/face-enrolments.ts'
import { findBundle } from '../../store/ktp-bundles.ts'
import { findVerificationOfBundle } from '../../store/verifications.ts'
import { defineOperation } from '../operation.ts'
import { describeCapture } from '../wire/describe-capture.ts'

/** Takes a capture in, waits for its judgement and answers it in the specification's shape. */
export const submitCapture = defineOperation({
  id: 'submitCapture',
  body: captureRequestSchema,
  ownBody: true,
  bodyLimitBytes: LIMITS.bodyBytesMax,
  async handle({ principal, rawBody, signal }, { ctx, intake }) {
    const submission = { principal, body: rawBody, receivedAtMs: ctx.clock.nowMs() }
    const { organisationId, bundleId } = await intake.submit(submission, signal)
    const bundle = await findBundle(ctx.db, organisationId, bundleId)
    const verification = await findVerificationOfBundle(ctx.db, organisationId, bundleId)
    if (bundle === undefined || verification === undefined) {
      throw new KartuError('internal', 'A judged bundle has no verification')
    }
    const enrolment = await findFaceEnrolmentOfVerification(ctx.db, organisationId, verification.id)
    return { status: 201, body: describeCapture(bundle, verification, enrolment) }
  },
})
