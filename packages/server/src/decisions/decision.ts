import { KartuError } from '@kartu/core'
import { lockCustomer } from '../store/kyc.ts'
import type { Tx, VerificationRow } from '../store/tables.ts'
import { findOverrideOf, findVerification } from '../store/verifications.ts'

/** How long a decision can be taken back; its events wait as long. */
export const UNDO_WINDOW_MS = 10_000

/** What an analyst decides, and why. */
export interface Decision {
  readonly status: 'verified' | 'failed'
  readonly reason: string
  readonly reasonCode: string | null
}

/** Who decides, within which organisation. */
export interface Decider {
  readonly organisationId: string
  readonly userId: string
}

/** A decision that stands. */
export interface Decided {
  readonly row: VerificationRow
  /** Null: it can't be taken back. */
  readonly undoableUntilMs: number | null
}

/**
 * A verification that nobody has overridden, with its customer locked until the commit: two people who decide at once come one
 * after the other, and the second is told. @throws KartuError `not_found` | `customer_erased` | `verification_already_overridden`
 */
export async function lockStandingVerification(
  tx: Tx,
  organisationId: string,
  verificationId: string,
): Promise<VerificationRow> {
  const row = await findVerification(tx, organisationId, verificationId)
  if (row === undefined) throw new KartuError('not_found', 'No such verification')
  const customer = await lockCustomer(tx, organisationId, row.customerId)
  if (customer === undefined) throw new KartuError('not_found', 'No such customer')
  if (customer.erasedAt !== null) throw new KartuError('customer_erased', 'The customer was erased')
  if ((await findOverrideOf(tx, organisationId, verificationId)) !== undefined) {
    throw new KartuError('verification_already_overridden', 'The verification was overridden before')
  }
  return row
}
