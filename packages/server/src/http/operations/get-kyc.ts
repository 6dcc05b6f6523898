import type { KycResponse } from '@kartu/contract'
import { KartuError } from '@kartu/core'
import { findCustomer } from '../../store/customers.ts'
import { listKycEvents } from '../../store/kyc.ts'
import { listVerifications } from '../../store/verifications.ts'
import { defineOperation } from '../operation.ts'
import { describeCustomer } from '../wire/describe-customer.ts'
import { describeVerification } from '../wire/describe-verification.ts'

/** A customer's level with the verifications and the history behind it, newest first (contract §2). */
export const getKyc = defineOperation({
  id: 'getKyc',
  async handle({ principal, params }, { ctx }) {
    const { organisationId } = principal
    const row = await findCustomer(ctx.db, organisationId, params['customerId'] ?? '')
    if (row === undefined) throw new KartuError('not_found', 'No such customer')
    const verifications = await listVerifications(ctx.db, organisationId, row.id)
    const events = await listKycEvents(ctx.db, organisationId, row.id)
    const answer: KycResponse = {
      customer: await describeCustomer(ctx, row),
      verifications: verifications.toReversed().map(describeVerification),
      tierHistory: events.toReversed().map((event) => ({
        id: event.id,
        from: event.fromLevel,
        to: event.toLevel,
        reason: event.reason,
        actor: event.actor,
        verificationId: event.verificationId,
        at: event.createdAt.toISOString(),
      })),
    }
    return { status: 200, body: answer }
  },
})
