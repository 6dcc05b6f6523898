import { timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import type { KeyKeeper } from '../keys/key-keeper.ts'
import type { AuditRow, Db, Tx } from '../store/tables.ts'
import { chainMissing, openMacKey } from './audit-chain.ts'
import { CHAIN_START, macOfEntry, macOfHead } from './audit-mac.ts'
import type { AuditDetails } from './canonical-json.ts'

/**
 * `altered`: a row's content isn't what was written, or it stands at another's place. `missing`: a gap in the numbers.
 * `unlinked`: a row is intact but doesn't follow its predecessor. `truncated`: the chain ends before its head.
 * `head_altered`: the head itself isn't what was written, or names another row.
 */
type AuditFaultCode = 'altered' | 'missing' | 'unlinked' | 'truncated' | 'head_altered'

export interface AuditReport {
  /** Rows read. */
  readonly rows: number
  /** Empty when the chain is whole; at most 100, in the order of the chain. */
  readonly faults: readonly { readonly sequence: number; readonly code: AuditFaultCode }[]
}

const PAGE_ROWS = 1000
const MAX_FAULTS = 100

/**
 * Recomputes an organisation's whole chain in one consistent snapshot. Finds altered, deleted, reordered and cut-off rows.
 * What it can't find is a database put back to an older state as a whole: keep `sequence` and `mac` of the head elsewhere.
 * Throws `audit_chain_missing`.
 */
export async function verifyAuditChain(
  db: Db,
  keys: KeyKeeper,
  organisationId: string,
): Promise<AuditReport> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      await sql`set transaction read only`.execute(tx)
      return verifyInSnapshot(tx, keys, organisationId)
    })
}

async function verifyInSnapshot(tx: Tx, keys: KeyKeeper, organisationId: string): Promise<AuditReport> {
  const head = await tx
    .selectFrom('auditHeads')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .executeTakeFirst()
  if (head === undefined) throw chainMissing()
  const key = await openMacKey(tx, keys, organisationId, head.sealedMacKey)
  const faults: { sequence: number; code: AuditFaultCode }[] = []
  let rows = 0
  let sequence = 0
  let mac: Uint8Array = CHAIN_START
  for (
    let page = await readPage(tx, organisationId, 0);
    page.length > 0;
    page = await readPage(tx, organisationId, sequence)
  ) {
    for (const row of page) {
      if (row.sequence !== sequence + 1) faults.push({ sequence: sequence + 1, code: 'missing' })
      const details = row.details as AuditDetails
      if (!isSame(row.mac, macOfEntry(key, row.previousMac, { ...row, details }))) {
        faults.push({ sequence: row.sequence, code: 'altered' })
      } else if (!isSame(row.previousMac, mac)) {
        faults.push({ sequence: row.sequence, code: 'unlinked' })
      }
      rows += 1
      sequence = row.sequence
      mac = row.mac
    }
    if (faults.length >= MAX_FAULTS) return { rows, faults: faults.slice(0, MAX_FAULTS) }
  }
  if (!isSame(head.headMac, macOfHead(key, organisationId, head.sequence, head.mac))) {
    faults.push({ sequence: head.sequence, code: 'head_altered' })
  } else if (sequence < head.sequence) {
    faults.push({ sequence: sequence + 1, code: 'truncated' })
  } else if (sequence > head.sequence || !isSame(head.mac, mac)) {
    faults.push({ sequence: head.sequence, code: 'head_altered' })
  }
  return { rows, faults }
}

const readPage = (tx: Tx, organisationId: string, after: number): Promise<AuditRow[]> =>
  tx
    .selectFrom('auditLog')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('sequence', '>', after)
    .orderBy('sequence')
    .limit(PAGE_ROWS)
    .execute()

const isSame = (left: Uint8Array, right: Uint8Array): boolean =>
  left.length === right.length && timingSafeEqual(left, right)
