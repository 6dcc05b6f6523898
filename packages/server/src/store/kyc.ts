import type { CustomerRow, Db, KycEventRow, KycLevel, Tx } from './tables.ts'

export interface KycLevelChange {
  /** `kte_…`. */
  readonly id: string
  readonly customerId: string
  readonly to: KycLevel
  readonly expiresAtMs: number | null
  readonly reason: string
  readonly actor: string
  readonly verificationId: string | null
  readonly atMs: number
}

/** Locks a customer's row until the commit, so that two verdicts derive the level one after the other. */
export const lockCustomer = (
  tx: Tx,
  organisationId: string,
  customerId: string,
): Promise<CustomerRow | undefined> =>
  tx
    .selectFrom('customers')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('id', '=', customerId)
    .forUpdate()
    .executeTakeFirst()

/**
 * Stores the level derived from a customer's verifications. Answers the event of a change, or undefined when the level stays
 * (its expiry is still moved).
 */
export async function changeKycLevel(
  tx: Tx,
  organisationId: string,
  change: KycLevelChange,
): Promise<KycEventRow | undefined> {
  const customer = await lockCustomer(tx, organisationId, change.customerId)
  if (customer === undefined) return undefined
  await tx
    .updateTable('customers')
    .set({
      kycLevel: change.to,
      kycExpiresAt: change.expiresAtMs === null ? null : new Date(change.expiresAtMs),
    })
    .where('organisationId', '=', organisationId)
    .where('id', '=', change.customerId)
    .execute()
  if (customer.kycLevel === change.to) return undefined
  return tx
    .insertInto('kycEvents')
    .values({
      id: change.id,
      organisationId,
      customerId: change.customerId,
      fromLevel: customer.kycLevel,
      toLevel: change.to,
      reason: change.reason,
      actor: change.actor,
      verificationId: change.verificationId,
      createdAt: new Date(change.atMs),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** A customer's changes of level, oldest first. */
export const listKycEvents = (db: Db, organisationId: string, customerId: string): Promise<KycEventRow[]> =>
  db
    .selectFrom('kycEvents')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('customerId', '=', customerId)
    .orderBy('id')
    .execute()
