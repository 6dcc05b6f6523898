import { nikRequestSchema, type NikResponse } from '@kartu/contract'
import { createId, judgeNik, KartuError, type NikFinding, type NikJudgement } from '@kartu/core'
import { appendAudit } from '../../audit/append-audit.ts'
import { inTransaction } from '../../store/database.ts'
import { insertEvent } from '../../store/events.ts'
import { lockCustomer } from '../../store/kyc.ts'
import { findVerification, insertVerification } from '../../store/verifications.ts'
import { calendarDayInJakarta } from '../../verify/calendar-day.ts'
import { rederiveKycLevel } from '../../verify/rederive-kyc-level.ts'
import { demandCustomer } from '../../verify/resolve-signer.ts'
import { defineOperation } from '../operation.ts'
import { describeVerification } from '../wire/describe-verification.ts'

const OUTCOMES = {
  impossible: 'invalid',
  anomalous_strong: 'invalid',
  anomalous_weak: 'anomalous',
  inconsistent_legal: 'information',
  information: 'information',
} as const satisfies Record<NikFinding['severity'], string>

/** Verifies the form of a NIK; a verified one gives KYC `basic` (contract §2). The number is kept as a keyed hash only. */
export const verifyNik = defineOperation({
  id: 'verifyNik',
  body: nikRequestSchema,
  async handle({ principal, body }, { ctx }) {
    const { organisation, organisationId, principalId } = principal
    const { customerId } = body
    await demandCustomer(ctx, principal, customerId)
    const nowMs = ctx.clock.nowMs()
    const judgement = judgeNik(body.nik, {
      today: calendarDayInJakarta(nowMs),
      specimensAllowed: organisation.mode === 'sandbox',
    })
    const nik = describeNik(judgement)
    const id = createId('ver', nowMs, ctx.random)
    const status = nik.valid ? 'verified' : 'failed'
    await inTransaction(ctx.db, async (tx) => {
      await lockCustomer(tx, organisationId, customerId)
      await insertVerification(tx, organisationId, {
        id,
        customerId,
        bundleId: null,
        method: 'nik_format',
        status,
        score: null,
        assuranceTier: null,
        judgement: { reason: nik.code, findings: judgement.findings.map((finding) => finding.code) },
        sealedFields: null,
        nikHash:
          judgement.parsed === null
            ? null
            : await ctx.keys.nikHash(tx, organisationId, judgement.parsed.digits),
        createdAtMs: nowMs,
        expiresAtMs: null,
      })
      await insertEvent(tx, organisationId, {
        id: createId('evt', nowMs, ctx.random),
        type: 'verification.created',
        payload: { verificationId: id, customerId, method: 'nik_format', status },
        createdAtMs: nowMs,
      })
      await rederiveKycLevel(tx, ctx, organisation, customerId, id)
      const details = { customerId, method: 'nik_format', status }
      await appendAudit(tx, ctx, organisationId, {
        actor: principalId,
        action: 'verification.created',
        subject: id,
        details,
      })
    })
    const row = await findVerification(ctx.db, organisationId, id)
    if (row === undefined) throw new KartuError('internal', 'A stored verification is not there')
    const answer: NikResponse = { verification: describeVerification(row), nik }
    return { status: 201, body: answer }
  },
})

function describeNik(judgement: NikJudgement): NikResponse['nik'] {
  const valid = judgement.findings.every((finding) => OUTCOMES[finding.severity] !== 'invalid')
  const gravest = judgement.findings.find((finding) => finding.severity === judgement.worst)
  return {
    valid,
    code: gravest?.code ?? 'nik_consistent',
    reason: gravest?.reason ?? 'Length, region, date of birth and serial are possible together.',
    validations: judgement.findings.map(({ code, severity, reason }) => ({
      outcome: OUTCOMES[severity],
      code,
      reason,
    })),
  }
}
