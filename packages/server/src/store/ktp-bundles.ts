import { KartuError } from '@kartu/core'
import type { BundleKey } from '../keys/bundle-key.ts'
import type { AssuranceTier, BundleFrameRow, Db, KtpBundleRow, Tx, Verdict } from './tables.ts'

interface NewFrame {
  /** 0–11. */
  readonly index: number
  /** Where the sealed frame lies already: write blobs first, rows second. */
  readonly blobKey: string
  /** 32 bytes, over the frame as submitted. */
  readonly sha256: Uint8Array
  readonly byteLength: number
  readonly contentType: string
  readonly widthPx: number
  readonly heightPx: number
}

export interface NewBundle {
  readonly id: string
  readonly customerId: string
  readonly challengeId: string | null
  readonly deviceId: string | null
  readonly apiKeyId: string | null
  readonly platform: string
  readonly sdkVersion: string
  readonly capturedAtMs: number
  readonly receivedAtMs: number
  readonly key: BundleKey
  /** The bundle without frames, from `key.sealManifest`. */
  readonly sealedManifest: Uint8Array
  readonly frames: readonly NewFrame[]
}

/** Where a frame's blob goes. */
export const frameBlobKey = (organisationId: string, bundleId: string, index: number): string =>
  `${organisationId}/${bundleId}/${index}`.toLowerCase()

/** Stores an accepted bundle with its frames, and notes which of the frames the organisation sees for the first time. */
export async function insertBundle(tx: Tx, organisationId: string, bundle: NewBundle): Promise<void> {
  await tx
    .insertInto('ktpBundles')
    .values({
      id: bundle.id,
      organisationId,
      customerId: bundle.customerId,
      challengeId: bundle.challengeId,
      deviceId: bundle.deviceId,
      apiKeyId: bundle.apiKeyId,
      platform: bundle.platform,
      sdkVersion: bundle.sdkVersion,
      capturedAt: new Date(bundle.capturedAtMs),
      receivedAt: new Date(bundle.receivedAtMs),
      wrappedDataKey: bundle.key.wrappedDataKey,
      sealedManifest: bundle.sealedManifest,
      frameCount: bundle.frames.length,
    })
    .execute()
  await tx
    .insertInto('bundleFrames')
    .values(
      bundle.frames.map(({ index, ...frame }) => ({
        ...frame,
        frameIndex: index,
        bundleId: bundle.id,
        organisationId,
      })),
    )
    .execute()
  // In one order for everybody, so that two bundles with the same frames wait for each other instead of deadlocking.
  const hashes = bundle.frames
    .map((frame) => Buffer.from(frame.sha256))
    .toSorted((left, right) => left.compare(right))
  const distinct = hashes.filter(
    (hash, position) => position === 0 || !hash.equals(hashes[position - 1] ?? hash),
  )
  await tx
    .insertInto('firstSeenFrames')
    .values(distinct.map((sha256) => ({ organisationId, sha256, bundleId: bundle.id })))
    .onConflict((conflict) => conflict.columns(['organisationId', 'sha256']).doNothing())
    .execute()
}

/** Undefined when the organisation has no such bundle. */
export const findBundle = (db: Db, organisationId: string, id: string): Promise<KtpBundleRow | undefined> =>
  db
    .selectFrom('ktpBundles')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst()

/** A bundle's frames, in order. */
export const listFrames = (db: Db, organisationId: string, bundleId: string): Promise<BundleFrameRow[]> =>
  db
    .selectFrom('bundleFrames')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('bundleId', '=', bundleId)
    .orderBy('frameIndex')
    .execute()

/** How many of a bundle's frames were in an earlier bundle of the same organisation, byte for byte. */
export async function countFramesSeenBefore(
  db: Db,
  organisationId: string,
  bundleId: string,
): Promise<number> {
  const { count } = await db
    .selectFrom('bundleFrames as frame')
    .innerJoin('firstSeenFrames as first', (join) =>
      join
        .onRef('first.organisationId', '=', 'frame.organisationId')
        .onRef('first.sha256', '=', 'frame.sha256'),
    )
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('frame.organisationId', '=', organisationId)
    .where('frame.bundleId', '=', bundleId)
    .whereRef('first.bundleId', '<>', 'frame.bundleId')
    .executeTakeFirstOrThrow()
  return count
}

/**
 * Marks an accepted bundle judged, in the transaction that stores its verdict: whoever is second, after a lost lease or on
 * another node, gets `bundle_already_judged` and must roll back.
 */
export async function markJudged(
  tx: Tx,
  organisationId: string,
  bundleId: string,
  {
    verdict,
    assuranceTier,
    nowMs,
  }: { readonly verdict: Verdict; readonly assuranceTier: AssuranceTier; readonly nowMs: number },
): Promise<void> {
  const result = await tx
    .updateTable('ktpBundles')
    .set({ state: 'judged', judgedAt: new Date(nowMs), verdict, assuranceTier })
    .where('organisationId', '=', organisationId)
    .where('id', '=', bundleId)
    .where('state', '=', 'accepted')
    .executeTakeFirst()
  if (result.numUpdatedRows === 0n) {
    throw new KartuError('bundle_already_judged', 'The bundle was judged before, or is not there')
  }
}
