import type { Verification } from '@kartu/contract'
import type { VerificationRow } from '../../store/tables.ts'

/** One verification as callers see it. */
export function describeVerification(row: VerificationRow): Verification {
  const reason = row.overrideReason ?? row.judgement['reason']
  return {
    id: row.id,
    customerId: row.customerId,
    method: row.method,
    status: row.status,
    score: row.score,
    assuranceTier: row.assuranceTier,
    ktpBundleId: row.bundleId,
    reason: typeof reason === 'string' ? reason : null,
    actorUserId: row.actorUserId,
    overrides: row.overrides,
    createdAt: row.createdAt.toISOString(),
  }
}
