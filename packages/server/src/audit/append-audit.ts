import { createId } from '@kartu/core'
import type { Tx } from '../store/tables.ts'
import { chainMissing, openMacKey, type AuditContext } from './audit-chain.ts'
import { macOfEntry, macOfHead, type AuditEntry } from './audit-mac.ts'
import type { AuditDetails } from './canonical-json.ts'

export interface NewAuditEntry {
  /** Who did it: `key_…`, `usr_…`, `operator` or `system`. */
  readonly actor: string
  /** What was done, e.g. `api_key.issued`. */
  readonly action: string
  /** The id of what it was done to. */
  readonly subject: string
  /** Ids, codes and counts; never anything personal: the log outlives an erasure. */
  readonly details?: AuditDetails
}

/**
 * Adds a row to the organisation's chain, within the transaction of what it records: both happen or neither. It locks the
 * organisation's head until the commit, so call it last.
 */
export async function appendAudit(
  tx: Tx,
  ctx: AuditContext,
  organisationId: string,
  entry: NewAuditEntry,
): Promise<void> {
  const head = await tx
    .selectFrom('auditHeads')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .forUpdate()
    .executeTakeFirst()
  if (head === undefined) throw chainMissing()
  const key = await openMacKey(tx, ctx.keys, organisationId, head.sealedMacKey)
  const nowMs = ctx.clock.nowMs()
  const row: AuditEntry = {
    organisationId,
    sequence: head.sequence + 1,
    id: createId('aud', nowMs, ctx.random),
    at: new Date(nowMs),
    actor: entry.actor,
    action: entry.action,
    subject: entry.subject,
    details: entry.details ?? {},
  }
  const mac = macOfEntry(key, head.mac, row)
  await tx
    .insertInto('auditLog')
    .values({ ...row, details: JSON.stringify(row.details), previousMac: head.mac, mac })
    .execute()
  await tx
    .updateTable('auditHeads')
    .set({ sequence: row.sequence, mac, headMac: macOfHead(key, organisationId, row.sequence, mac) })
    .where('organisationId', '=', organisationId)
    .execute()
}
