import { createId, KartuError } from '@kartu/core'
import { appendAudit } from '../audit/append-audit.ts'
import { supersedeProposals } from '../store/decision-proposals.ts'
import { insertEvent } from '../store/events.ts'
import { findOrganisation } from '../store/organisations.ts'
import type { StoreContext } from '../store/store-context.ts'
import type { Tx, VerificationRow } from '../store/tables.ts'
import { findVerification, insertVerification } from '../store/verifications.ts'
import { rederiveKycLevel } from '../verify/rederive-kyc-level.ts'
import { UNDO_WINDOW_MS, type Decided, type Decider, type Decision } from './decision.ts'

/**
 * Writes a decision over a verification, with all that follows from it, in the caller's transaction (contract §8): the new row,
 * the KYC level, the events, which wait until nobody can take the decision back, and the audit row. The caller holds the
 * customer's lock. `proposal` names whose decision this one confirms.
 */
export async function writeOverride(
  tx: Tx,
  ctx: StoreContext,
  decider: Decider,
  original: VerificationRow,
  decision: Decision,
  proposal: { readonly id: string; readonly proposedBy: string } | null,
): Promise<Decided> {
  const { organisationId, userId } = decider
  const { status, reason, reasonCode } = decision
  const { customerId, bundleId } = original
  const nowMs = ctx.clock.nowMs()
  const notBeforeMs = nowMs + UNDO_WINDOW_MS
  const id = createId('ver', nowMs, ctx.random)
  const organisation = await findOrganisation(tx, organisationId)
  if (organisation === undefined) throw new KartuError('internal', 'A user without an organisation')
  await insertVerification(tx, organisationId, {
    id,
    customerId,
    bundleId,
    method: original.method,
    status,
    // What the pixels said has not changed; a person has judged it otherwise.
    score: original.score,
    assuranceTier: original.assuranceTier,
    judgement: { reason: 'overridden', reasonCode, ...(proposal && { proposedBy: proposal.proposedBy }) },
    sealedFields: null,
    nikHash: null,
    createdAtMs: nowMs,
    expiresAtMs: null,
    override: { actorUserId: userId, verificationId: original.id, reason },
  })
  await supersedeProposals(tx, organisationId, original.id, { closedBy: userId, atMs: nowMs })
  await insertEvent(tx, organisationId, {
    id: createId('evt', nowMs, ctx.random),
    type: 'review.overridden',
    payload: {
      verificationId: id,
      overrides: original.id,
      customerId,
      ktpBundleId: bundleId,
      method: original.method,
      status,
      previousStatus: original.status,
      actorUserId: userId,
      reasonCode,
    },
    createdAtMs: nowMs,
    notBeforeMs,
  })
  await rederiveKycLevel(tx, ctx, organisation, customerId, id, { actor: userId, notBeforeMs })
  await appendAudit(tx, ctx, organisationId, {
    actor: userId,
    action: 'review.overridden',
    subject: bundleId ?? original.id,
    details: {
      verificationId: id,
      overrides: original.id,
      status,
      previousStatus: original.status,
      reasonCode,
      ...(proposal && { proposalId: proposal.id, proposedBy: proposal.proposedBy }),
    },
  })
  const row = await findVerification(tx, organisationId, id)
  if (row === undefined) throw new KartuError('internal', 'A stored verification is not there')
  return { row, undoableUntilMs: notBeforeMs }
}
