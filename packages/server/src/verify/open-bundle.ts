import { FIELD_NAMES, KartuError, type FieldName } from '@kartu/core'
import { findChallenge } from '../store/flash-challenges.ts'
import { countFramesSeenBefore, findBundle, listFrames } from '../store/ktp-bundles.ts'
import { findOrganisation } from '../store/organisations.ts'
import type { JobRow, KtpBundleRow, OrganisationRow } from '../store/tables.ts'
import { calendarDayInJakarta } from './calendar-day.ts'
import { decodeManifest, type BundleManifest } from './bundle-manifest.ts'
import type { Exhibit, ExhibitFrame } from './exhibit.ts'
import type { JudgeParts } from './judge-parts.ts'

/** A stored bundle as the database knows it: nothing unsealed. */
export interface StoredBundle {
  readonly row: KtpBundleRow
  readonly organisation: OrganisationRow
}

/** A stored bundle, unsealed, with all it must be judged against. */
export interface OpenedBundle extends StoredBundle {
  readonly manifest: BundleManifest
  readonly exhibit: Exhibit
  readonly areFramesSeenBefore: boolean
}

/** Which bundle is meant: what a job says of it. */
type BundleJob = Pick<JobRow, 'organisationId' | 'subjectId'>

/** @throws KartuError `bundle_missing` */
export async function findStoredBundle(
  job: BundleJob,
  { ctx }: Pick<JudgeParts, 'ctx'>,
): Promise<StoredBundle> {
  const row = await findBundle(ctx.db, job.organisationId, job.subjectId)
  const organisation = await findOrganisation(ctx.db, job.organisationId)
  if (row === undefined || organisation === undefined) {
    throw new KartuError('bundle_missing', 'The job names a bundle that is not there')
  }
  return { row, organisation }
}

/**
 * Opens a bundle: rows, manifest and frames. Any flipped bit is `sealed_record_invalid`.
 * @throws KartuError `bundle_missing` | `sealed_record_invalid` | `customer_erased` | `blob_missing`
 */
export async function openBundle(
  job: BundleJob,
  parts: Pick<JudgeParts, 'ctx' | 'blobs'>,
): Promise<OpenedBundle> {
  const { ctx, blobs } = parts
  const { organisationId, subjectId: bundleId } = job
  const { row, organisation } = await findStoredBundle(job, parts)
  const key = await ctx.keys.openBundleKey(
    ctx.db,
    organisationId,
    row.customerId,
    bundleId,
    row.wrappedDataKey,
  )
  const manifest = decodeManifest(key.openManifest(row.sealedManifest))
  const frameRows = await listFrames(ctx.db, organisationId, bundleId)
  const frames: ExhibitFrame[] = await Promise.all(
    frameRows.map(async ({ frameIndex, blobKey, sha256 }) => ({
      bytes: key.openFrame(frameIndex, sha256, await blobs.get(blobKey)),
      sha256: sha256.toString('hex'),
      tMs: manifest.frameTimesMs?.[frameIndex] ?? null,
    })),
  )
  const challenge =
    row.challengeId === null ? undefined : await findChallenge(ctx.db, organisationId, row.challengeId)
  return {
    row,
    organisation,
    manifest,
    areFramesSeenBefore: (await countFramesSeenBefore(ctx.db, organisationId, bundleId)) > 0,
    exhibit: {
      frames,
      challenge: challenge === undefined ? null : { colors: challenge.colors, holdMs: challenge.holdMs },
      flashSource: manifest.flashSource ?? null,
      flashSamples: manifest.flashSamples ?? [],
      claims: claimsOf(manifest),
      specimensAllowed: organisation.mode === 'sandbox',
      today: calendarDayInJakarta(row.capturedAt.getTime()),
    },
  }
}

function claimsOf(manifest: BundleManifest): Partial<Record<FieldName, string>> {
  const claims: Partial<Record<FieldName, string>> = {}
  for (const name of FIELD_NAMES) {
    const claim = manifest.ocrFields?.[name]
    if (typeof claim === 'string' && claim !== '') claims[name] = claim
  }
  return claims
}
