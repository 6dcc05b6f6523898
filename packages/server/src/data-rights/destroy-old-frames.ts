import { appendAudit } from '../audit/append-audit.ts'
import { UNDO_WINDOW_MS } from '../decisions/decision.ts'
import { DESTROYED_KEY } from '../keys/bundle-key.ts'
import { inTransaction } from '../store/database.ts'
import type { StoreContext } from '../store/store-context.ts'
import type { JudgeParts } from '../verify/judge-parts.ts'

const DAY_MS = 24 * 3_600_000
const BATCH = 100

/**
 * Destroys the pictures of captures that are older than their organisation keeps them: first the bundle's data key, which makes frames
 * and manifest noise at once, then the files. A case that waits for an analyst keeps its own until it is decided, and until
 * the decision can no longer be taken back. Fields that were
 * read stay until the customer is erased. Safe on any number of nodes.
 * @returns how many bundles
 */
export async function destroyOldFrames(ctx: StoreContext, blobs: JudgeParts['blobs']): Promise<number> {
  const nowMs = ctx.clock.nowMs()
  const organisations = await ctx.db
    .selectFrom('organisations')
    .select(['id', 'retentionDays'])
    .where('retentionDays', 'is not', null)
    .execute()
  let destroyed = 0
  for (const { id, retentionDays } of organisations) {
    if (retentionDays === null) continue
    const before = new Date(nowMs - retentionDays * DAY_MS)
    let count: number
    do {
      count = await destroyBatch(ctx, blobs, id, before)
      destroyed += count
    } while (count === BATCH)
  }
  return destroyed
}

async function destroyBatch(
  ctx: StoreContext,
  blobs: JudgeParts['blobs'],
  organisationId: string,
  before: Date,
): Promise<number> {
  const undoable = new Date(ctx.clock.nowMs() - UNDO_WINDOW_MS)
  const bundles = await inTransaction(ctx.db, async (tx) => {
    const due = await tx
      .selectFrom('ktpBundles')
      .select('id')
      .where('organisationId', '=', organisationId)
      .where('judgedAt', '<', before)
      .where('framesDestroyedAt', 'is', null)
      .where((bundle) =>
        bundle.not(
          bundle.exists(
            bundle
              .selectFrom('reviews')
              .select('reviews.bundleId')
              .whereRef('reviews.bundleId', '=', 'ktpBundles.id')
              .where((review) =>
                review.or([review('reviews.state', '=', 'open'), review('reviews.decidedAt', '>', undoable)]),
              ),
          ),
        ),
      )
      .orderBy('judgedAt')
      .limit(BATCH)
      .forUpdate()
      .skipLocked()
      .execute()
    for (const { id } of due) {
      await tx
        .updateTable('ktpBundles')
        .set({ framesDestroyedAt: new Date(ctx.clock.nowMs()), wrappedDataKey: DESTROYED_KEY })
        .where('id', '=', id)
        .execute()
      await appendAudit(tx, ctx, organisationId, {
        actor: 'system',
        action: 'bundle.frames_destroyed',
        subject: id,
      })
    }
    return due
  })
  for (const { id } of bundles) {
    const frames = await ctx.db
      .selectFrom('bundleFrames')
      .select('blobKey')
      .where('bundleId', '=', id)
      .execute()
    // A file that stays behind after a crash here is noise without its key.
    for (const { blobKey } of frames) await blobs.delete(blobKey)
  }
  return bundles.length
}
