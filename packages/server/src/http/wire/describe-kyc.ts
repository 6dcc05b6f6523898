import type { KycResponse } from '@kartu/contract'
import { listKycEvents } from '../../store/kyc.ts'
import type { StoreContext } from '../../store/store-context.ts'
import type { CustomerRow } from '../../store/tables.ts'
import { listVerifications } from '../../store/verifications.ts'
import { describeCustomer } from './describe-customer.ts'
import { describeVerification } from './describe-verification.ts'

/** A customer's level with the verifications and the history behind it, newest first (contract §2). */
export async function describeKyc(ctx: StoreContext, row: CustomerRow): Promise<KycResponse> {
  const verifications = await listVerifications(ctx.db, row.organisationId, row.id)
  const events = await listKycEvents(ctx.db, row.organisationId, row.id)
  return {
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
}
