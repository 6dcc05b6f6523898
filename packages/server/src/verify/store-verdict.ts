import { createId, type CardReading, type CastVote, type Fused, type TierDecision } from '@kartu/core'
import { appendAudit } from '../audit/append-audit.ts'
import { finishJob } from '../jobs/job-queue.ts'
import { inTransaction } from '../store/database.ts'
import { insertEvent } from '../store/events.ts'
import { insertFaceEnrolment } from '../store/face-enrolments.ts'
import { markJudged } from '../store/ktp-bundles.ts'
import { lockCustomer } from '../store/kyc.ts'
import { indexName } from '../store/name-tokens.ts'
import { insertReview } from '../store/reviews.ts'
import type { StoreContext } from '../store/store-context.ts'
import type { JobRow, Tx } from '../store/tables.ts'
import { insertVerification } from '../store/verifications.ts'
import type { FoundFace } from './exhibit.ts'
import type { JudgeParts } from './judge-parts.ts'
import { describeJudgement } from './judgement.ts'
import type { StoredBundle } from './open-bundle.ts'
import { rederiveKycLevel } from './rederive-kyc-level.ts'
import { verdictCodes } from './verdict-codes.ts'

/** The kinds under which the personal parts of a verdict are sealed. */
export const FIELDS_KIND = 'fields'
export const TEMPLATE_KIND = 'face_template'

/** What of the findings is kept. `reading` is null where nothing could be examined. */
export interface Verdict {
  readonly votes: readonly CastVote[]
  readonly reading: CardReading | null
  readonly face: FoundFace | null
  readonly fused: Pick<Fused, 'antiSpoof' | 'tamper' | 'score'>
  readonly decision: Pick<TierDecision, 'assuranceTier' | 'verdict' | 'status'> & { readonly reason: string }
}

/**
 * Stores everything that follows from a judgement in one transaction: verdict, sealed fields, face reference, KYC level,
 * events, audit row, and the end of the job. Whoever lost the lease meanwhile rolls back, so it happens once.
 */
export async function storeVerdict(
  job: JobRow,
  bundle: StoredBundle,
  { votes, reading, face, fused, decision }: Verdict,
  parts: JudgeParts,
): Promise<void> {
  const { ctx } = parts
  const { organisationId, subjectId: bundleId } = job
  const { customerId } = bundle.row
  const nowMs = ctx.clock.nowMs()
  const verificationId = createId('ver', nowMs, ctx.random)
  const { assuranceTier, verdict, status } = decision
  await inTransaction(ctx.db, async (tx) => {
    // First, because rows that refer to the customer share a lock on it, and two sharers can't both have it alone later.
    await lockCustomer(tx, organisationId, customerId)
    await markJudged(tx, organisationId, bundleId, { verdict, assuranceTier, nowMs })
    await insertVerification(tx, organisationId, {
      id: verificationId,
      customerId,
      bundleId,
      method: 'ktp_capture',
      status,
      score: fused.score,
      assuranceTier,
      judgement: { ...describeJudgement(votes, fused, decision, parts.policy.version) },
      sealedFields: await sealReading(tx, ctx, bundle, verificationId, reading),
      nikHash: await hashNik(tx, ctx, organisationId, reading),
      createdAtMs: nowMs,
      expiresAtMs: null,
    })
    await insertReview(tx, organisationId, {
      bundleId,
      customerId,
      verificationId,
      receivedAt: bundle.row.receivedAt,
      score: fused.score,
      verdict,
      assuranceTier,
      codes: verdictCodes(decision.reason, votes, reading),
      votes,
      isOpen: status === 'pending',
    })
    const name = reading?.fields.fullName.value ?? null
    if (name !== null) await indexName(tx, ctx.keys, organisationId, customerId, name)
    if (face !== null) await storeFace(tx, ctx, bundle, verificationId, face, nowMs)
    await insertEvent(tx, organisationId, {
      id: createId('evt', nowMs, ctx.random),
      type: 'verification.created',
      payload: {
        verificationId,
        customerId,
        ktpBundleId: bundleId,
        method: 'ktp_capture',
        status,
        verdict,
        assuranceTier,
      },
      createdAtMs: nowMs,
    })
    await rederiveKycLevel(tx, ctx, bundle.organisation, customerId, verificationId)
    await finishJob(tx, job)
    await appendAudit(tx, ctx, organisationId, {
      actor: 'system',
      action: 'ktp_bundle.judged',
      subject: bundleId,
      details: { verificationId, verdict, assuranceTier, reason: decision.reason },
    })
  })
  parts.onVerdict(verdict, assuranceTier)
}

async function sealReading(
  tx: Tx,
  ctx: StoreContext,
  bundle: StoredBundle,
  verificationId: string,
  reading: CardReading | null,
): Promise<Uint8Array | null> {
  if (reading === null) return null
  const { organisationId, customerId } = bundle.row
  const plaintext = new TextEncoder().encode(JSON.stringify(reading))
  return ctx.keys.sealForCustomer(tx, organisationId, customerId, FIELDS_KIND, verificationId, plaintext)
}

async function hashNik(
  tx: Tx,
  ctx: StoreContext,
  organisationId: string,
  reading: CardReading | null,
): Promise<Uint8Array | null> {
  const nik = reading?.fields.nik.value ?? null
  return nik === null ? null : ctx.keys.nikHash(tx, organisationId, nik)
}

async function storeFace(
  tx: Tx,
  ctx: StoreContext,
  bundle: StoredBundle,
  verificationId: string,
  face: FoundFace,
  nowMs: number,
): Promise<void> {
  const { organisationId, customerId, id: bundleId } = bundle.row
  const id = createId('fe', nowMs, ctx.random)
  const { embedding, modelId } = face
  const sealedTemplate =
    embedding === null
      ? null
      : await ctx.keys.sealForCustomer(tx, organisationId, customerId, TEMPLATE_KIND, id, bytesOf(embedding))
  await insertFaceEnrolment(tx, organisationId, {
    id,
    customerId,
    bundleId,
    verificationId,
    modelId,
    fallbackStub: embedding === null,
    sealedTemplate,
    createdAtMs: nowMs,
  })
}

function bytesOf(embedding: Float32Array): Uint8Array {
  return new Uint8Array(embedding.buffer, embedding.byteOffset, embedding.byteLength)
}
