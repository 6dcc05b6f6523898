import { createHash, randomUUID } from 'node:crypto'
import { SCOPES } from '@kartu/contract'
import { createId } from '@kartu/core'
import type { BundleKey } from '../../src/keys/bundle-key.ts'
import { issueApiKey, type IssuedApiKey } from '../../src/store/api-keys.ts'
import { createCustomer } from '../../src/store/customers.ts'
import { insertChallenge } from '../../src/store/flash-challenges.ts'
import { frameBlobKey, insertBundle, type NewBundle } from '../../src/store/ktp-bundles.ts'
import { createOrganisation } from '../../src/store/organisations.ts'
import type { StoreContext } from '../../src/store/store-context.ts'
import type { OrganisationRow, Tx } from '../../src/store/tables.ts'

export interface SeededOrganisation {
  readonly organisation: OrganisationRow
  readonly id: string
  readonly customerId: string
  readonly issued: IssuedApiKey
}

/** An organisation with one key and one customer. */
export async function seedOrganisation(ctx: StoreContext): Promise<SeededOrganisation> {
  const organisation = await createOrganisation(ctx, { name: 'Bank Contoh', mode: 'sandbox' })
  const issued = await issueApiKey(ctx, organisation, { name: 'test', scopes: SCOPES, actor: 'operator' })
  const { row } = await createCustomer(ctx, organisation.id, {
    fullName: 'SITI CONTOH',
    actor: issued.row.id,
  })
  return { organisation, id: organisation.id, customerId: row.id, issued }
}

/** An issued challenge of 90 seconds; answers its nonce. */
export async function seedChallenge(
  ctx: StoreContext,
  { id, customerId }: SeededOrganisation,
): Promise<string> {
  const nowMs = ctx.clock.nowMs()
  const nonce = randomUUID()
  await insertChallenge(ctx.db, ctx.keys, id, {
    id: createId('fc', nowMs, ctx.random),
    customerId,
    nonce,
    colors: ['#FF0000', '#00FF00', '#0000FF', '#FFFFFF', '#000000'],
    holdMs: [500, 300, 400, 500, 400],
    hmacSecret: 'qe_whsec_test',
    issuedAtMs: nowMs,
    expiresAtMs: nowMs + 90_000,
  })
  return nonce
}

export const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()

/** A bundle's row and frames, ready for `insertBundle`. */
export function bundleOf(
  ctx: StoreContext,
  { id, customerId }: SeededOrganisation,
  bundleId: string,
  key: BundleKey,
  frames: readonly Uint8Array[],
): NewBundle {
  return {
    id: bundleId,
    customerId,
    challengeId: null,
    deviceId: null,
    apiKeyId: null,
    platform: 'web',
    sdkVersion: '1.0.0',
    capturedAtMs: ctx.clock.nowMs(),
    receivedAtMs: ctx.clock.nowMs(),
    key,
    sealedManifest: key.sealManifest(Buffer.from('{}')),
    frames: frames.map((bytes, index) => ({
      index,
      blobKey: frameBlobKey(id, bundleId, index),
      sha256: sha256(bytes),
      byteLength: bytes.length,
      contentType: 'image/jpeg',
      widthPx: 1280,
      heightPx: 800,
    })),
  }
}

/** Stores a bundle with these frames; answers its id. */
export async function seedBundle(
  ctx: StoreContext,
  tx: Tx | StoreContext['db'],
  seeded: SeededOrganisation,
  frames: readonly Uint8Array[],
): Promise<string> {
  const bundleId = createId('ktpb', ctx.clock.nowMs(), ctx.random)
  const key = await ctx.keys.newBundleKey(tx, seeded.id, seeded.customerId, bundleId)
  await insertBundle(tx as Tx, seeded.id, bundleOf(ctx, seeded, bundleId, key, frames))
  return bundleId
}
