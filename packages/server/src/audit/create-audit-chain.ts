import type { Tx } from '../store/tables.ts'
import { appendAudit } from './append-audit.ts'
import { sealMacKey, type AuditContext } from './audit-chain.ts'
import { CHAIN_START, macOfHead } from './audit-mac.ts'

const MAC_KEY_BYTES = 32

/** Starts an organisation's chain: a MAC key of its own, an empty head, and the first row. */
export async function createAuditChain(tx: Tx, ctx: AuditContext, organisationId: string): Promise<void> {
  const key = ctx.random.bytes(MAC_KEY_BYTES)
  await tx
    .insertInto('auditHeads')
    .values({
      organisationId,
      sealedMacKey: await sealMacKey(tx, ctx.keys, organisationId, key),
      sequence: 0,
      mac: CHAIN_START,
      headMac: macOfHead(key, organisationId, 0, CHAIN_START),
    })
    .execute()
  await appendAudit(tx, ctx, organisationId, {
    actor: 'operator',
    action: 'organisation.created',
    subject: organisationId,
  })
}
