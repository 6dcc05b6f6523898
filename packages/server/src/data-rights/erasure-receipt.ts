import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { StoreContext } from '../store/store-context.ts'
import type { Tx } from '../store/tables.ts'

const PRIVATE_KEY_KIND = 'receipt_private_key'
/** A raw key of 32 bytes in the form that Node reads (RFC 8037). */
const ED25519 = { kty: 'OKP', crv: 'Ed25519' } as const
const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')

/** Something that an erasure destroyed, or left and why. */
interface ReceiptItem {
  readonly what: string
  readonly why: string
}

/** What an erasure did; it names nobody but by ids that lead nowhere any more. */
export interface ErasureStatement {
  readonly type: 'kartu.erasure/v1'
  readonly organisationId: string
  readonly customerId: string
  readonly erasedAt: string
  readonly reason: string
  readonly destroyed: readonly ReceiptItem[]
  readonly kept: readonly ReceiptItem[]
}

export interface ErasureReceipt {
  readonly statement: ErasureStatement
  /** base64 of 32 bytes. */
  readonly publicKey: string
  /** base64: Ed25519 over the statement's RFC 8785 canonical JSON. */
  readonly signature: string
}

/** Frames, fields and template are all sealed under the one key that is destroyed. */
const DESTROYED: readonly ReceiptItem[] = [
  { what: 'customer_key', why: 'Everything personal is sealed under it and is noise without it.' },
  { what: 'frames', why: 'Sealed under the customer key.' },
  { what: 'card_fields', why: 'Sealed under the customer key.' },
  { what: 'face_template', why: 'Sealed under the customer key.' },
  { what: 'profile', why: 'Deleted, with the external id.' },
  { what: 'search_hashes', why: 'Deleted.' },
]
const KEPT: readonly ReceiptItem[] = [
  {
    what: 'verifications',
    why: 'Ids, verdicts and voters’ numbers, without personal data: evidence that identity was verified (UU 8/2010 Art. 21(2), at least five years after the relationship ends).',
  },
  {
    what: 'audit_log',
    why: 'Who did what and when, by ids: a hash chain that loses its worth when rows are taken out.',
  },
  {
    what: 'frame_digests',
    why: 'SHA-256 of frames, which say nothing of what they show: so that a frame sent again is recognised.',
  },
  { what: 'backups', why: 'A backup of the database keeps the key until the backup itself is destroyed.' },
]

/** Signs what an erasure did, in its transaction, with the organisation's receipt key, which is made on first use. */
export async function issueReceipt(
  tx: Tx,
  ctx: StoreContext,
  about: Pick<ErasureStatement, 'organisationId' | 'customerId' | 'erasedAt' | 'reason'>,
): Promise<ErasureReceipt> {
  const { publicKey, privateKey } = await receiptKey(tx, ctx, about.organisationId)
  const statement: ErasureStatement = { type: 'kartu.erasure/v1', ...about, destroyed: DESTROYED, kept: KEPT }
  const key = createPrivateKey({
    key: { ...ED25519, x: base64url(publicKey), d: base64url(privateKey) },
    format: 'jwk',
  })
  const signature = sign(null, canonicalBytes(statement), key)
  return {
    statement,
    publicKey: Buffer.from(publicKey).toString('base64'),
    signature: signature.toString('base64'),
  }
}

/** Whether a receipt says what its key signed. Whose key it is, the caller must know: compare it with one received before. */
export function isReceiptIntact({ statement, publicKey, signature }: ErasureReceipt): boolean {
  const raw = Buffer.from(publicKey, 'base64')
  if (raw.length !== 32) return false
  const key = createPublicKey({ key: { ...ED25519, x: base64url(raw) }, format: 'jwk' })
  return verify(null, canonicalBytes(statement), key, Buffer.from(signature, 'base64'))
}

const canonicalBytes = (statement: ErasureStatement): Buffer =>
  Buffer.from(canonicalize(statement) ?? '', 'utf8')

async function receiptKey(
  tx: Tx,
  ctx: StoreContext,
  organisationId: string,
): Promise<{ readonly publicKey: Uint8Array; readonly privateKey: Uint8Array }> {
  const find = () =>
    tx.selectFrom('receiptKeys').selectAll().where('organisationId', '=', organisationId).executeTakeFirst()
  let row = await find()
  if (row === undefined) {
    const { x, d } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
    if (x === undefined || d === undefined) throw new Error('an Ed25519 key came without its bytes')
    const publicKey = Buffer.from(x, 'base64url')
    const privateKey = Buffer.from(d, 'base64url')
    await tx
      .insertInto('receiptKeys')
      .values({
        organisationId,
        publicKey,
        sealedPrivateKey: await ctx.keys.sealForOrganisation(
          tx,
          organisationId,
          PRIVATE_KEY_KIND,
          organisationId,
          privateKey,
        ),
        createdAt: new Date(ctx.clock.nowMs()),
      })
      // Two first erasures may race: the one that comes second signs with the key of the first.
      .onConflict((conflict) => conflict.column('organisationId').doNothing())
      .execute()
    row = await find()
  }
  if (row === undefined) throw new Error('a receipt key was neither found nor made')
  return {
    publicKey: row.publicKey,
    privateKey: await ctx.keys.openForOrganisation(
      tx,
      organisationId,
      PRIVATE_KEY_KIND,
      organisationId,
      row.sealedPrivateKey,
    ),
  }
}
