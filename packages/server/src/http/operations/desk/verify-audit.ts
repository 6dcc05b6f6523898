import type { AuditVerifyResponse } from '@kartu/contract'
import { appendAudit } from '../../../audit/append-audit.ts'
import { verifyAuditChain } from '../../../audit/verify-audit-chain.ts'
import { inTransaction } from '../../../store/database.ts'
import { defineOperation } from '../../operation.ts'
import { demandUser } from './acting-user.ts'

/** Recomputes the organisation's chain, as `kartu audit verify` does. That somebody asked, and what they saw, is a row itself. */
export const verifyAudit = defineOperation({
  id: 'verifyAudit',
  async handle({ principal }, { ctx }) {
    const { organisationId, userId } = demandUser(principal)
    const { rows, faults } = await verifyAuditChain(ctx.db, ctx.keys, organisationId)
    await inTransaction(ctx.db, (tx) =>
      appendAudit(tx, ctx, organisationId, {
        actor: userId,
        action: 'audit.verified',
        subject: organisationId,
        details: { rows, faults: faults.length },
      }),
    )
    const answer: AuditVerifyResponse = {
      intact: faults.length === 0,
      entries: rows,
      brokenAt: faults[0]?.sequence ?? null,
      faults: faults.map(({ sequence, code }) => ({ seq: sequence, code })),
    }
    return { status: 200, body: answer }
  },
})
