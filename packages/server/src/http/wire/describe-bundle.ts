import type { FieldOnWire, KtpBundleDetail, StoredFrame } from '@kartu/contract'
import { FIELD_NAMES, normaliseField, type CardReading, type FieldName, type IsoDate } from '@kartu/core'
import { findCustomer } from '../../store/customers.ts'
import { findFaceEnrolmentOfVerification } from '../../store/face-enrolments.ts'
import { listFrames } from '../../store/ktp-bundles.ts'
import type { StoreContext } from '../../store/store-context.ts'
import type { BundleFrameRow, KtpBundleRow, VerificationRow } from '../../store/tables.ts'
import { findVerificationOfBundle } from '../../store/verifications.ts'
import { decodeManifest, type BundleManifest } from '../../verify/bundle-manifest.ts'
import { calendarDayInJakarta } from '../../verify/calendar-day.ts'
import { FIELDS_KIND } from '../../verify/store-verdict.ts'
import { describeEnrolment, judgementOf } from './describe-capture.ts'

/** A bundle as an authorised key reads it back (contract §7): fields and evidence, digests of the frames, never a frame. */
export async function describeBundle(ctx: StoreContext, row: KtpBundleRow): Promise<KtpBundleDetail> {
  const customer = await findCustomer(ctx.db, row.organisationId, row.customerId)
  const erasedAt = customer?.erasedAt ?? null
  const frames = await listFrames(ctx.db, row.organisationId, row.id)
  const verification = await findVerificationOfBundle(ctx.db, row.organisationId, row.id)
  // Frames and manifest go together: what is kept no longer is sealed under no key.
  const isOpenable = erasedAt === null && row.framesDestroyedAt === null
  const manifest = isOpenable ? await openManifest(ctx, row) : null
  const reading = erasedAt === null ? await openReading(ctx, verification) : null
  const judgement = verification === undefined ? null : judgementOf(verification)
  const enrolment =
    verification === undefined
      ? undefined
      : await findFaceEnrolmentOfVerification(ctx.db, row.organisationId, verification.id)
  return {
    id: row.id,
    customerId: row.customerId,
    verificationId: verification?.id ?? null,
    verdict: row.verdict,
    assuranceTier: row.assuranceTier,
    platform: row.platform as KtpBundleDetail['platform'],
    sdkVersion: row.sdkVersion,
    capturedAt: row.capturedAt.toISOString(),
    receivedAt: row.receivedAt.toISOString(),
    flashChallengeId: row.challengeId,
    framesStored: row.frameCount,
    frames: frames.map((frame) => describeFrame(frame, manifest)),
    fields:
      reading === null
        ? null
        : describeFields(reading, manifest, calendarDayInJakarta(row.receivedAt.getTime())),
    province: reading?.province ?? null,
    regency: reading?.regency ?? null,
    issuePlace: reading?.issuePlace ?? null,
    antiSpoof: judgement?.antiSpoof ?? null,
    tamper: judgement?.tamper ?? null,
    faceEnrolment: describeEnrolment(enrolment),
    erasedAt: erasedAt?.toISOString() ?? null,
  }
}

/** What was signed beside the frames. */
export async function openManifest(ctx: StoreContext, row: KtpBundleRow): Promise<BundleManifest> {
  const { organisationId, customerId, id, wrappedDataKey, sealedManifest } = row
  const key = await ctx.keys.openBundleKey(ctx.db, organisationId, customerId, id, wrappedDataKey)
  return decodeManifest(key.openManifest(sealedManifest))
}

/** What was read of a card; null where nothing could be. */
export async function openReading(
  ctx: StoreContext,
  verification: VerificationRow | undefined,
): Promise<CardReading | null> {
  if (verification === undefined || verification.sealedFields === null) return null
  const { organisationId, customerId, id, sealedFields } = verification
  const bytes = await ctx.keys.openForCustomer(
    ctx.db,
    organisationId,
    customerId,
    FIELDS_KIND,
    id,
    sealedFields,
  )
  return JSON.parse(new TextDecoder().decode(bytes)) as CardReading
}

function describeFrame(frame: BundleFrameRow, manifest: BundleManifest | null): StoredFrame {
  return {
    index: frame.frameIndex,
    sha256: frame.sha256.toString('hex'),
    bytes: frame.byteLength,
    contentType: frame.contentType as StoredFrame['contentType'],
    widthPx: frame.widthPx,
    heightPx: frame.heightPx,
    tMs: manifest?.frameTimesMs?.[frame.frameIndex] ?? null,
  }
}

function describeFields(
  reading: CardReading,
  manifest: BundleManifest | null,
  receivedOn: IsoDate,
): Record<FieldName, FieldOnWire> {
  const entries = FIELD_NAMES.map((name) => {
    const { raw, value, confidence, repairs, unread, validation } = reading.fields[name]
    const field: FieldOnWire = {
      raw,
      value,
      confidence,
      repairs: repairs.map((repair) => ({ ...repair })),
      unread,
      validation: { ...validation },
      claim: describeClaim(name, value, manifest, receivedOn),
    }
    return [name, field] as const
  })
  return Object.fromEntries(entries) as Record<FieldName, FieldOnWire>
}

function describeClaim(
  name: FieldName,
  read: string | null,
  manifest: BundleManifest | null,
  receivedOn: IsoDate,
): FieldOnWire['claim'] {
  const claim = manifest?.ocrFields?.[name]
  if (typeof claim !== 'string') return null
  return {
    value: claim,
    confidence: manifest?.ocrConfidence?.[name] ?? null,
    agrees: read === null ? null : plain(normaliseField(name, claim, receivedOn) ?? claim) === plain(read),
  }
}

/** SDKs differ in case and blanks, and print dates as the card does; that is no disagreement. */
function plain(text: string): string {
  return text.toUpperCase().replaceAll(/\s+/g, ' ').trim()
}
