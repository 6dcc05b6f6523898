import type { SelectQueryBuilder } from 'kysely'
import type { AuditRow, Db, Tables } from './tables.ts'

export interface AuditRowFilter {
  readonly action?: string | undefined
  readonly actor?: string | undefined
  readonly subject?: string | undefined
  readonly fromMs?: number | undefined
  readonly beforeMs?: number | undefined
}

/** Rows before a place in the chain, newest first. */
export function listAuditBackwards(
  db: Db,
  organisationId: string,
  filter: AuditRowFilter,
  { limit, before }: { readonly limit: number; readonly before?: number | undefined },
): Promise<AuditRow[]> {
  let query = narrow(db, organisationId, filter)
  if (before !== undefined) query = query.where('sequence', '<', before)
  return query.selectAll().orderBy('sequence', 'desc').limit(limit).execute()
}

/** Rows after a place in the chain, oldest first. */
export const listAuditForwards = (
  db: Db,
  organisationId: string,
  filter: AuditRowFilter,
  { limit, after }: { readonly limit: number; readonly after: number },
): Promise<AuditRow[]> =>
  narrow(db, organisationId, filter)
    .where('sequence', '>', after)
    .selectAll()
    .orderBy('sequence')
    .limit(limit)
    .execute()

/** What the log says of some subjects, oldest first, but for some actions. */
export const listAuditOfSubjects = (
  db: Db,
  organisationId: string,
  subjects: readonly string[],
  { without, limit }: { readonly without: readonly string[]; readonly limit: number },
): Promise<AuditRow[]> =>
  db
    .selectFrom('auditLog')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('subject', 'in', [...subjects])
    .where('action', 'not in', [...without])
    .orderBy('sequence')
    .limit(limit)
    .execute()

function narrow(
  db: Db,
  organisationId: string,
  { action, actor, subject, fromMs, beforeMs }: AuditRowFilter,
): SelectQueryBuilder<Tables, 'auditLog', object> {
  let query = db.selectFrom('auditLog').where('organisationId', '=', organisationId)
  if (action !== undefined) query = query.where('action', '=', action)
  if (actor !== undefined) query = query.where('actor', '=', actor)
  if (subject !== undefined) query = query.where('subject', '=', subject)
  if (fromMs !== undefined) query = query.where('at', '>=', new Date(fromMs))
  if (beforeMs !== undefined) query = query.where('at', '<', new Date(beforeMs))
  return query
}
