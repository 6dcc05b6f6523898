import { createHmac } from 'node:crypto'
import { canonicalJson, type AuditDetails } from './canonical-json.ts'

/** Everything of a row that its MAC covers, besides the previous row's MAC. */
export interface AuditEntry {
  readonly organisationId: string
  readonly sequence: number
  readonly id: string
  readonly at: Date
  readonly actor: string
  readonly action: string
  readonly subject: string
  readonly details: AuditDetails
}

/** The `previousMac` of a chain's first row. */
export const CHAIN_START = new Uint8Array(32)

/**
 * `HMAC-SHA256(key, "entry" ‖ previousMac ‖ fields)`, each field after its length in bytes, so that no two rows share an
 * encoding. Keyed: whoever can write to the database, but has no master key, can't build a chain that verifies.
 */
export function macOfEntry(key: Uint8Array, previousMac: Uint8Array, entry: AuditEntry): Buffer {
  return macOf(key, 'entry', previousMac, [
    entry.organisationId,
    String(entry.sequence),
    entry.id,
    entry.at.toISOString(),
    entry.actor,
    entry.action,
    entry.subject,
    canonicalJson(entry.details),
  ])
}

/** The head's own MAC: says how long the chain is, so that rows cut off its end are missed. */
export const macOfHead = (
  key: Uint8Array,
  organisationId: string,
  sequence: number,
  mac: Uint8Array,
): Buffer => macOf(key, 'head', mac, [organisationId, String(sequence)])

function macOf(key: Uint8Array, label: string, previous: Uint8Array, fields: readonly string[]): Buffer {
  const hmac = createHmac('sha256', key).update(label).update(previous)
  for (const field of fields) {
    const bytes = Buffer.from(field, 'utf8')
    const length = Buffer.alloc(4)
    length.writeUInt32BE(bytes.length)
    hmac.update(length).update(bytes)
  }
  return hmac.digest()
}
