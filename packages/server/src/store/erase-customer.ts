import { appendAudit } from '../audit/append-audit.ts'
import { issueReceipt, type ErasureReceipt } from '../data-rights/erasure-receipt.ts'
import { inTransaction } from './database.ts'
import type { StoreContext } from './store-context.ts'
import type { Db } from './tables.ts'

export interface ErasureOrder {
  /** Why it was asked for; stays in the receipt. */
  readonly reason: string
  readonly actor: string
}

/**
 * Erases a customer by destroying the customer's key (crypto-shredding): profile, fields, frames and face become noise,
 * here and in every copy of the blobs. What proves that judgements were made stays, and the receipt says so: ids, verdicts, the audit log.
 * Undefined when there is no such customer, or one erased before.
 */
export async function eraseCustomer(
  ctx: StoreContext,
  organisationId: string,
  customerId: string,
  { reason, actor }: ErasureOrder,
): Promise<ErasureReceipt | undefined> {
  return inTransaction(ctx.db, async (tx) => {
    const erasedAt = new Date(ctx.clock.nowMs())
    const erased = await tx
      .updateTable('customers')
      .set({ erasedAt, sealedProfile: null, externalId: null, kycLevel: 'none', kycExpiresAt: null })
      .where('organisationId', '=', organisationId)
      .where('id', '=', customerId)
      .where('erasedAt', 'is', null)
      .executeTakeFirst()
    if (erased.numUpdatedRows === 0n) return undefined
    for (const table of ['customerKeys', 'nikHashes', 'customerNameTokens', 'clientTokens'] as const) {
      await tx
        .deleteFrom(table)
        .where('organisationId', '=', organisationId)
        .where('customerId', '=', customerId)
        .execute()
    }
    await appendAudit(tx, ctx, organisationId, { actor, action: 'customer.erased', subject: customerId })
    const receipt = await issueReceipt(tx, ctx, {
      organisationId,
      customerId,
      erasedAt: erasedAt.toISOString(),
      reason,
    })
    await tx
      .insertInto('erasureReceipts')
      .values({ customerId, organisationId, receipt: JSON.stringify(receipt), createdAt: erasedAt })
      .execute()
    return receipt
  })
}

/** The receipt of an erasure; undefined where there was none. */
export async function findReceipt(
  db: Db,
  organisationId: string,
  customerId: string,
): Promise<ErasureReceipt | undefined> {
  const row = await db
    .selectFrom('erasureReceipts')
    .select('receipt')
    .where('organisationId', '=', organisationId)
    .where('customerId', '=', customerId)
    .executeTakeFirst()
  return row?.receipt as ErasureReceipt | undefined
}
