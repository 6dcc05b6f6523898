import type { KtpBundleResponse } from '@kartu/contract'
import { KartuError } from '@kartu/core'
import { findBundle } from '../../store/ktp-bundles.ts'
import { defineOperation } from '../operation.ts'
import { describeBundle } from '../wire/describe-bundle.ts'

/** Reads a bundle back: fields, voters with evidence, digests of the frames (contract §7). */
export const getKtpBundle = defineOperation({
  id: 'getKtpBundle',
  async handle({ principal, params }, { ctx }) {
    const row = await findBundle(ctx.db, principal.organisationId, params['ktpBundleId'] ?? '')
    if (row === undefined) throw new KartuError('not_found', 'No such bundle')
    const answer: KtpBundleResponse = { ktpBundle: await describeBundle(ctx, row) }
    return { status: 200, body: answer }
  },
})
