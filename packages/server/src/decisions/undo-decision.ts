import { createId, KartuError } from '@kartu/core'
import { appendAudit } from '../audit/append-audit.ts'
import { inTransaction } from '../store/database.ts'
import { withdrawEvents } from '../store/events.ts'
import { findOrganisation } from '../store/organisations.ts'
import type { StoreContext } from '../store/store-context.ts'
import type { Tx, VerificationRow } from '../store/tables.ts'
import { findVerification, insertVerification } from '../store/verifications.ts'
import { rederiveKycLevel } from '../verify/rederive-kyc-level.ts'
import { lockStandingVerification, UNDO_WINDOW_MS, type Decided, type Decider } from './decision.ts'

/**
 * Takes one's own decision back while nobody outside knows of it. Nothing is deleted but the events that had not left: a further
 * row restores what stood before, and the trail keeps all three.
 * @throws KartuError `not_found` | `decision_of_another` | `undo_too_late` | `verification_already_overridden`
 */
export async function undoDecision(
  ctx: StoreContext,
  decider: Decider,
  verificationId: string,
): Promise<Decided> {
  const { organisationId, userId } = decider
  return inTransaction(ctx.db, async (tx) => {
    const decision = await findVerification(tx, organisationId, verificationId)
    if (decision === undefined || decision.overrides === null) {
      throw new KartuError('not_found', 'No such decision')
    }
    if (decision.actorUserId !== userId) {
      throw new KartuError('decision_of_another', "The decision is another user's")
    }
    await lockStandingVerification(tx, organisationId, verificationId)
    const isOver = ctx.clock.nowMs() >= decision.createdAt.getTime() + UNDO_WINDOW_MS
    if (isOver || isUndo(decision) || !(await withdrawEvents(tx, organisationId, verificationId))) {
      throw new KartuError('undo_too_late', 'Nothing can be taken back any more')
    }
    const before = await findVerification(tx, organisationId, decision.overrides)
    if (before === undefined) throw new KartuError('internal', 'What was overridden is not there')
    return { row: await restore(tx, ctx, decider, decision, before), undoableUntilMs: null }
  })
}

/** Whether a row takes a decision back, rather than being one. */
const isUndo = (row: VerificationRow): boolean => typeof row.judgement['undoes'] === 'string'

async function restore(
  tx: Tx,
  ctx: StoreContext,
  { organisationId, userId }: Decider,
  decision: VerificationRow,
  before: VerificationRow,
): Promise<VerificationRow> {
  const nowMs = ctx.clock.nowMs()
  const id = createId('ver', nowMs, ctx.random)
  const { customerId, bundleId } = decision
  const organisation = await findOrganisation(tx, organisationId)
  if (organisation === undefined) throw new KartuError('internal', 'A user without an organisation')
  await insertVerification(tx, organisationId, {
    id,
    customerId,
    bundleId,
    method: before.method,
    status: before.status,
    score: before.score,
    assuranceTier: before.assuranceTier,
    judgement: {
      reason: 'decision_undone',
      undoes: decision.id,
      // A restored verification is no newer than it was: taking back must not lengthen its validity.
      validFrom: before.judgement['validFrom'] ?? before.createdAt.toISOString(),
    },
    sealedFields: null,
    nikHash: null,
    createdAtMs: nowMs,
    expiresAtMs: null,
    override: { actorUserId: userId, verificationId: decision.id, reason: 'decision_undone' },
  })
  await rederiveKycLevel(tx, ctx, organisation, customerId, id, { actor: userId, notBeforeMs: null })
  await appendAudit(tx, ctx, organisationId, {
    actor: userId,
    action: 'review.undone',
    subject: bundleId ?? before.id,
    details: { verificationId: id, undoes: decision.id, status: before.status },
  })
  const row = await findVerification(tx, organisationId, id)
  if (row === undefined) throw new KartuError('internal', 'A stored verification is not there')
  return row
}
