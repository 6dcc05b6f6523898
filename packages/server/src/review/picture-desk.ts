import { KartuError, type BlobStore } from '@kartu/core'
import { listFrames } from '../store/ktp-bundles.ts'
import type { StoreContext } from '../store/store-context.ts'
import type { KtpBundleRow } from '../store/tables.ts'
import type { CardPictures } from '../verify/draw-pictures.ts'
import { openBundle } from '../verify/open-bundle.ts'
import type { ExaminePool } from '../workers/examine-pool.ts'
import type { IntakePool } from '../workers/intake-pool.ts'

/** As long as a view stays open; what is drawn lies in memory only, and no longer. */
const KEPT_MS = 15 * 60_000
/** A few analysts at a few cases; each is a megabyte or two. */
const KEPT_MAX = 16

/** Unseals and draws what analysts look at. Whether they may is not asked here. */
export interface PictureDesk {
  /** A frame as submitted. @throws KartuError `not_found` | `customer_erased` | `sealed_record_invalid` */
  openFrame(bundle: KtpBundleRow, index: number): Promise<Uint8Array>
  /** What voters saw, lines and portrait; drawn once for all that is looked at of a case. */
  draw(bundle: KtpBundleRow): Promise<CardPictures>
  stamp(bytes: Uint8Array, mark: string): Promise<Uint8Array>
}

export interface PictureDeskParts {
  readonly ctx: StoreContext
  readonly blobs: BlobStore
  readonly examinePool: Pick<ExaminePool, 'draw'>
  readonly intakePool: Pick<IntakePool, 'stampPicture'>
}

interface Kept {
  readonly untilMs: number
  readonly pictures: Promise<CardPictures>
}

export function createPictureDesk({ ctx, blobs, examinePool, intakePool }: PictureDeskParts): PictureDesk {
  const kept = new Map<string, Kept>()

  function forgetOld(nowMs: number): void {
    for (const [id, { untilMs }] of kept) if (untilMs <= nowMs || kept.size >= KEPT_MAX) kept.delete(id)
  }

  async function drawAnew({ organisationId, id }: KtpBundleRow): Promise<CardPictures> {
    const { exhibit } = await openBundle({ organisationId, subjectId: id }, { ctx, blobs })
    return examinePool.draw(exhibit)
  }

  return {
    async openFrame(bundle, index) {
      const frames = await listFrames(ctx.db, bundle.organisationId, bundle.id)
      const frame = frames.find(({ frameIndex }) => frameIndex === index)
      if (frame === undefined) throw new KartuError('not_found', 'No such frame')
      const { organisationId, customerId, id, wrappedDataKey } = bundle
      const key = await ctx.keys.openBundleKey(ctx.db, organisationId, customerId, id, wrappedDataKey)
      return key.openFrame(index, frame.sha256, await blobs.get(frame.blobKey))
    },

    draw(bundle) {
      const nowMs = ctx.clock.nowMs()
      const known = kept.get(bundle.id)
      if (known !== undefined && known.untilMs > nowMs) return known.pictures
      forgetOld(nowMs)
      const pictures = drawAnew(bundle)
      kept.set(bundle.id, { untilMs: nowMs + KEPT_MS, pictures })
      pictures.catch(() => kept.delete(bundle.id))
      return pictures
    },

    stamp: (bytes, mark) => intakePool.stampPicture(bytes, mark),
  }
}
