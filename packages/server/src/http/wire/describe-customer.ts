import { metadataSchema, type Customer, type CustomerListResponse } from '@kartu/contract'
import { openProfile } from '../../store/customers.ts'
import { findOrganisation } from '../../store/organisations.ts'
import type { StoreContext } from '../../store/store-context.ts'
import type { CustomerRow } from '../../store/tables.ts'
import { listVerifications } from '../../store/verifications.ts'
import { levelFrom } from '../../verify/rederive-kyc-level.ts'

/** A customer as callers see one, with the level that holds at this moment. */
export async function describeCustomer(ctx: StoreContext, row: CustomerRow): Promise<Customer> {
  const profile = await openProfile(ctx.db, ctx.keys, row)
  const { kycLevel, kycExpiresAt } = await currentLevel(ctx, row)
  return {
    id: row.id,
    fullName: profile.fullName ?? null,
    externalId: row.externalId,
    metadata: metadataSchema.parse(profile.metadata ?? {}),
    kycLevel,
    kycExpiresAt: kycExpiresAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  }
}

/** The stored level, or, once that has lapsed, what the verifications still give. */
async function currentLevel(
  ctx: StoreContext,
  row: CustomerRow,
): Promise<Pick<CustomerRow, 'kycLevel' | 'kycExpiresAt'>> {
  const nowMs = ctx.clock.nowMs()
  if (row.kycExpiresAt === null || row.kycExpiresAt.getTime() > nowMs) return row
  const organisation = await findOrganisation(ctx.db, row.organisationId)
  if (organisation === undefined) return { kycLevel: 'none', kycExpiresAt: null }
  const rows = await listVerifications(ctx.db, row.organisationId, row.id)
  const { level, expiresAtMs } = levelFrom(rows, organisation, nowMs)
  return { kycLevel: level, kycExpiresAt: expiresAtMs === null ? null : new Date(expiresAtMs) }
}

/** A page of customers from rows of which one more than `limit` was asked for. */
export async function describeCustomerPage(
  ctx: StoreContext,
  rows: readonly CustomerRow[],
  limit: number,
): Promise<CustomerListResponse> {
  const page = rows.slice(0, limit)
  return {
    customers: await Promise.all(page.map((row) => describeCustomer(ctx, row))),
    nextCursor: rows.length > page.length ? (page.at(-1)?.id ?? null) : null,
  }
}
