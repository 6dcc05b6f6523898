import type { VerificationResponse } from '@kartu/contract'
import { KartuError } from '@kartu/core'
import { findBundle } from '../../store/ktp-bundles.ts'
import { findVerification } from '../../store/verifications.ts'
import { defineOperation } from '../operation.ts'
import { describeBundle } from '../wire/describe-bundle.ts'
import { describeVerification } from '../wire/describe-verification.ts'

/** Reads a verification with the bundle it judged, if any. */
export const getVerification = defineOperation({
  id: 'getVerification',
  async handle({ principal, params }, { ctx }) {
    const { organisationId } = principal
    const row = await findVerification(ctx.db, organisationId, params['id'] ?? '')
    if (row === undefined) throw new KartuError('not_found', 'No such verification')
    const bundle = row.bundleId === null ? undefined : await findBundle(ctx.db, organisationId, row.bundleId)
    const answer: VerificationResponse = {
      verification: describeVerification(row),
      ktpBundle: bundle === undefined ? null : await describeBundle(ctx, bundle),
    }
    return { status: 200, body: answer }
  },
})
