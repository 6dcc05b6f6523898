import { Readable } from 'node:stream'
import { auditFilterSchema } from '@kartu/contract'
import { appendAudit } from '../../../audit/append-audit.ts'
import { listAuditForwards, type AuditRowFilter } from '../../../store/audit-entries.ts'
import { inTransaction } from '../../../store/database.ts'
import type { AuditRow, Db } from '../../../store/tables.ts'
import { dayBounds } from '../../../verify/day-bounds.ts'
import { defineOperation } from '../../operation.ts'
import { demandUser } from './acting-user.ts'

const PAGE_ROWS = 500

/** The audit log as JSON lines, with the MACs: what was taken out can later be held against what the database then says. */
export const exportAudit = defineOperation({
  id: 'exportAudit',
  query: auditFilterSchema,
  async handle({ principal, query }, { ctx }) {
    const { organisationId, userId } = demandUser(principal)
    const { action, actor, subject } = query
    const filter = { action, actor, subject, ...dayBounds(query) }
    await inTransaction(ctx.db, (tx) =>
      appendAudit(tx, ctx, organisationId, {
        actor: userId,
        action: 'audit.exported',
        subject: organisationId,
      }),
    )
    return {
      status: 200,
      headers: { 'content-disposition': 'attachment; filename="audit.jsonl"' },
      file: { type: 'application/jsonl', content: Readable.from(writeLines(ctx.db, organisationId, filter)) },
    }
  },
})

/** A page at a time: a log of years does not fit into memory. */
async function* writeLines(
  db: Db,
  organisationId: string,
  filter: AuditRowFilter,
): AsyncGenerator<string, void, undefined> {
  for (let after = 0; ;) {
    const rows = await listAuditForwards(db, organisationId, filter, { limit: PAGE_ROWS, after })
    const last = rows.at(-1)
    if (last === undefined) return
    yield rows.map((row) => `${JSON.stringify(lineOf(row))}\n`).join('')
    after = last.sequence
  }
}

const lineOf = (row: AuditRow) => ({
  seq: row.sequence,
  id: row.id,
  at: row.at.toISOString(),
  actor: row.actor,
  action: row.action,
  subject: row.subject,
  details: row.details,
  previousMac: row.previousMac.toString('hex'),
  mac: row.mac.toString('hex'),
})
