import { auditListQuerySchema, type AuditListResponse } from '@kartu/contract'
import { listAuditBackwards } from '../../../store/audit-entries.ts'
import { findUserNames } from '../../../store/user-names.ts'
import { dayBounds } from '../../../verify/day-bounds.ts'
import { defineOperation } from '../../operation.ts'

/** The audit log, newest first; the cursor is the last place of the page before. */
export const listAudit = defineOperation({
  id: 'listAudit',
  query: auditListQuerySchema,
  async handle({ principal, query }, { ctx }) {
    const { organisationId } = principal
    const { action, actor, subject, cursor, limit } = query
    const filter = { action, actor, subject, ...dayBounds(query) }
    const rows = await listAuditBackwards(ctx.db, organisationId, filter, {
      limit: limit + 1,
      before: cursor,
    })
    const page = rows.slice(0, limit)
    const actors = page.map((row) => row.actor)
    const names = await findUserNames(ctx.db, organisationId, actors)
    const answer: AuditListResponse = {
      entries: page.map((row) => ({
        seq: row.sequence,
        id: row.id,
        at: row.at.toISOString(),
        actor: row.actor,
        actorName: names.get(row.actor) ?? null,
        action: row.action,
        subject: row.subject,
        details: row.details,
      })),
      nextCursor: rows.length > page.length ? String(page.at(-1)?.sequence ?? '') : null,
    }
    return { status: 200, body: answer }
  },
})
