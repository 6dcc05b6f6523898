import { appendAudit } from '../audit/append-audit.ts'
import { inTransaction } from './database.ts'
import type { StoreContext } from './store-context.ts'

/**
 * Erases a customer by destroying the customer's key (crypto-shredding): profile, fields, frames and face become noise,
 * here and in every copy of the blobs. What proves that judgements were made stays: ids, verdicts, the audit log. A backup of
 * the database keeps the key until the backup itself is destroyed. False when there is no such customer, or one erased before.
 */
export async function eraseCustomer(
  ctx: StoreContext,
  organisationId: string,
  customerId: string,
  actor: string,
): Promise<boolean> {
  return inTransaction(ctx.db, async (tx) => {
    const erased = await tx
      .updateTable('customers')
      .set({
        erasedAt: new Date(ctx.clock.nowMs()),
        sealedProfile: null,
        externalId: null,
        kycLevel: 'none',
        kycExpiresAt: null,
      })
      .where('organisationId', '=', organisationId)
      .where('id', '=', customerId)
      .where('erasedAt', 'is', null)
      .executeTakeFirst()
    if (erased.numUpdatedRows === 0n) return false
    for (const table of ['customerKeys', 'nikHashes', 'customerNameTokens', 'clientTokens'] as const) {
      await tx
        .deleteFrom(table)
        .where('organisationId', '=', organisationId)
        .where('customerId', '=', customerId)
        .execute()
    }
    await appendAudit(tx, ctx, organisationId, { actor, action: 'customer.erased', subject: customerId })
    return true
  })
}
