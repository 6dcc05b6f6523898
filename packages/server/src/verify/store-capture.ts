import { createId, KartuError, type BlobStore } from '@kartu/core'
import { appendAudit } from '../audit/append-audit.ts'
import { enqueueJob } from '../jobs/job-queue.ts'
import { inTransaction, sqlState } from '../store/database.ts'
import { consumeChallenge } from '../store/flash-challenges.ts'
import { frameBlobKey, insertBundle } from '../store/ktp-bundles.ts'
import type { StoreContext } from '../store/store-context.ts'
import { encodeManifest } from './bundle-manifest.ts'
import type { Signer } from './resolve-signer.ts'
import type { AcceptedCapture, ProbedFrame, ReadCapture, Submission } from './submission.ts'

/** The kind of the job that judges a bundle. */
export const JUDGE_CAPTURE = 'judge_capture'
/** More than examinations are tried: the last starts only write down that the bundle could not be examined. */
const JUDGE_STARTS_MAX = 8

/** SQLSTATE classes with which the database itself says that nothing was committed. */
const REFUSED = /^(22|23|40)/

/**
 * Seals and stores the bundle and consumes its challenge: one transaction, so that either all of it happened or nothing
 * did. The challenge comes first: of many simultaneous submits only the winner writes a byte. Blobs are durable before
 * the commit; those of a transaction that fails are removed, or swept later.
 * @throws KartuError `challenge_consumed` | `challenge_expired` | `challenge_unknown` | `customer_erased`
 */
export async function storeCapture(
  ctx: StoreContext,
  blobs: BlobStore,
  submission: Submission,
  capture: ReadCapture,
  signer: Signer,
  probed: readonly ProbedFrame[],
): Promise<AcceptedCapture> {
  const { organisationId } = submission.principal
  const { bundle, customerId } = capture
  const bundleId = createId('ktpb', submission.receivedAtMs, ctx.random)
  const blobKeys = capture.frames.map((_, index) => frameBlobKey(organisationId, bundleId, index))
  let areBlobsWritten = false
  try {
    await inTransaction(ctx.db, async (tx) => {
      if (signer.challenge !== null) {
        const { nonce } = signer.challenge
        await consumeChallenge(tx, organisationId, { nonce, customerId, bundleId, nowMs: ctx.clock.nowMs() })
      }
      const key = await ctx.keys.newBundleKey(tx, organisationId, customerId, bundleId)
      const frames = capture.frames.map((bytes, index) => {
        const sha256 = Buffer.from(capture.digests[index] ?? '', 'hex')
        const blobKey = blobKeys[index] ?? ''
        const traits = probed[index]
        if (traits === undefined) throw new Error('Every frame is probed before it is stored')
        return {
          ...traits,
          index,
          blobKey,
          sha256,
          byteLength: bytes.length,
          sealed: key.sealFrame(index, sha256, bytes),
        }
      })
      await insertBundle(tx, organisationId, {
        id: bundleId,
        customerId,
        challengeId: signer.challenge?.id ?? null,
        deviceId: signer.deviceId,
        apiKeyId: signer.apiKeyId,
        platform: bundle.platform,
        sdkVersion: bundle.sdkVersion,
        capturedAtMs: Date.parse(bundle.capturedAt),
        receivedAtMs: submission.receivedAtMs,
        key,
        sealedManifest: key.sealManifest(encodeManifest(bundle)),
        frames: frames.map(({ sealed: _sealed, ...frame }) => frame),
      })
      await enqueueJob(tx, organisationId, {
        kind: JUDGE_CAPTURE,
        subjectId: bundleId,
        maxAttempts: JUDGE_STARTS_MAX,
      })
      await submission.onAccepted(tx, { organisationId, bundleId })
      areBlobsWritten = true
      await Promise.all(frames.map((frame) => blobs.put(frame.blobKey, frame.sealed)))
      await appendAudit(tx, ctx, organisationId, {
        actor: submission.principal.principalId,
        action: 'ktp_bundle.accepted',
        subject: bundleId,
        details: { customerId, frames: frames.length },
      })
    })
  } catch (error) {
    // A lost connection may have lost only the answer to a commit that happened: then the sweep decides, not we.
    const isRolledBack = error instanceof KartuError || REFUSED.test(sqlState(error) ?? '')
    if (areBlobsWritten && isRolledBack)
      await Promise.allSettled(blobKeys.map((blobKey) => blobs.delete(blobKey)))
    throw error
  }
  return { organisationId, bundleId }
}
