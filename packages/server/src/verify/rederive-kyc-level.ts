import { createId, deriveKycLevel, type DerivedKyc } from '@kartu/core'
import { insertEvent } from '../store/events.ts'
import { changeKycLevel } from '../store/kyc.ts'
import type { StoreContext } from '../store/store-context.ts'
import type { OrganisationRow, Tx, VerificationRow } from '../store/tables.ts'
import { listVerifications } from '../store/verifications.ts'

const DAY_MS = 86_400_000

/** The level that a customer's verifications give at `nowMs`. */
export function levelFrom(
  rows: readonly VerificationRow[],
  organisation: Pick<OrganisationRow, 'kycValidDays'>,
  nowMs: number,
): DerivedKyc {
  const facts = rows.map((row) => ({
    id: row.id,
    kind: row.method,
    status: row.status,
    createdAtMs: validFromMs(row),
    overrides: row.overrides,
  }))
  return deriveKycLevel(facts, nowMs, { expiryMs: organisation.kycValidDays * DAY_MS })
}

/** A row that takes a decision back restores what stood before: as old as that, no younger. */
function validFromMs(row: VerificationRow): number {
  const { validFrom } = row.judgement
  return typeof validFrom === 'string' ? Date.parse(validFrom) : row.createdAt.getTime()
}

/** Whose doing a change is, when it is not the service's own. */
export interface KycCause {
  readonly actor: string
  /** The event may still be withdrawn until then; null: nobody is told. */
  readonly notBeforeMs: number | null
}

/**
 * Derives a customer's level anew after a verification was stored in the same transaction, and records a change with its
 * event (contract §2). The caller holds the customer's lock, which puts simultaneous verdicts in order.
 */
export async function rederiveKycLevel(
  tx: Tx,
  ctx: StoreContext,
  organisation: OrganisationRow,
  customerId: string,
  verificationId: string,
  cause?: KycCause,
): Promise<void> {
  const nowMs = ctx.clock.nowMs()
  const derived = levelFrom(await listVerifications(tx, organisation.id, customerId), organisation, nowMs)
  const change = await changeKycLevel(tx, organisation.id, {
    id: createId('kte', nowMs, ctx.random),
    customerId,
    to: derived.level,
    expiresAtMs: derived.expiresAtMs,
    ...(cause === undefined
      ? {
          reason:
            derived.verificationId === verificationId ? 'verification_verified' : 'verification_expired',
          actor: 'system',
          verificationId: derived.verificationId,
        }
      : { reason: 'verification_overridden', actor: cause.actor, verificationId }),
    atMs: nowMs,
  })
  if (change === undefined || cause?.notBeforeMs === null) return
  await insertEvent(tx, organisation.id, {
    id: createId('evt', nowMs, ctx.random),
    type: 'customer.kyc_updated',
    payload: {
      customerId,
      from: change.fromLevel,
      to: change.toLevel,
      kycEventId: change.id,
      reason: change.reason,
      verificationId: change.verificationId,
    },
    createdAtMs: nowMs,
    ...(cause && { notBeforeMs: cause.notBeforeMs }),
  })
}
