import type { ClaimResponse } from '@kartu/contract'
import { KartuError } from '@kartu/core'
import { claimCase } from '../../../review/claim-case.ts'
import { defineOperation } from '../../operation.ts'
import { describeClaim } from '../../wire/describe-review.ts'
import { demandUser } from './acting-user.ts'

/** Takes a case. */
export const claimReview = defineOperation({
  id: 'claimReview',
  async handle({ principal, params }, { ctx }) {
    const user = demandUser(principal)
    const row = await claimCase(ctx, user, params['bundleId'] ?? '')
    const claim = describeClaim(row, { userId: user.userId, nowMs: ctx.clock.nowMs() })
    if (claim === null) throw new KartuError('internal', 'A case just taken is free')
    const answer: ClaimResponse = { claim }
    return { status: 200, body: answer }
  },
})
