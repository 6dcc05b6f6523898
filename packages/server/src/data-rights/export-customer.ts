import { appendAudit } from '../audit/append-audit.ts'
import { findCustomer } from '../store/customers.ts'
import { inTransaction } from '../store/database.ts'
import { listKycEvents } from '../store/kyc.ts'
import type { StoreContext } from '../store/store-context.ts'
import type { CustomerRow } from '../store/tables.ts'
import { listVerifications } from '../store/verifications.ts'
import { describeBundle } from '../http/wire/describe-bundle.ts'
import { describeCustomer } from '../http/wire/describe-customer.ts'
import { describeVerification } from '../http/wire/describe-verification.ts'

/**
 * Everything kept about a customer, for them to have (UU 27/2022 Art. 6–7): profile, levels, verifications, the fields read with every voter's
 * answer, digests of frames. Pictures are not in it: they are shown at the desk, where each view is recorded. Undefined when there is no
 * such customer. Writing it out is audited.
 */
export async function exportCustomer(
  ctx: StoreContext,
  organisationId: string,
  customerId: string,
  actor: string,
): Promise<object | undefined> {
  const row = await findCustomer(ctx.db, organisationId, customerId)
  if (row === undefined) return undefined
  await inTransaction(ctx.db, (tx) =>
    appendAudit(tx, ctx, organisationId, { actor, action: 'customer.exported', subject: customerId }),
  )
  return collect(ctx, row)
}

async function collect(ctx: StoreContext, row: CustomerRow): Promise<object> {
  const { organisationId, id } = row
  const bundles = await ctx.db
    .selectFrom('ktpBundles')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('customerId', '=', id)
    .orderBy('id')
    .execute()
  const verifications = await listVerifications(ctx.db, organisationId, id)
  const levels = await listKycEvents(ctx.db, organisationId, id)
  const described: object[] = []
  for (const bundle of bundles) described.push(await describeBundle(ctx, bundle))
  return {
    exportedAt: new Date(ctx.clock.nowMs()).toISOString(),
    customer: await describeCustomer(ctx, row),
    verifications: verifications.map(describeVerification),
    levels: levels.map((event) => ({
      from: event.fromLevel,
      to: event.toLevel,
      reason: event.reason,
      at: event.createdAt.toISOString(),
    })),
    ktpBundles: described,
  }
}
