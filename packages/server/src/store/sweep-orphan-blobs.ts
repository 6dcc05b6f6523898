import type { ListableBlobStore } from '../adapters/listable-blob-store.ts'
import type { Db } from './tables.ts'

export interface OrphanSweep {
  /** Blobs younger than this may belong to a transaction that has not committed yet. */
  readonly olderThanMs: number
  readonly nowMs: number
}

const BATCH = 200

/**
 * Deletes blobs that no row knows: blobs are written before their rows commit, so a crash or a lost race leaves some. Answers
 * how many. Safe beside running captures as long as `olderThanMs` exceeds any transaction (24 hours is plenty).
 */
export async function sweepOrphanBlobs(
  db: Db,
  blobs: ListableBlobStore,
  sweep: OrphanSweep,
): Promise<number> {
  let removed = 0
  let batch: string[] = []
  const flush = async (): Promise<void> => {
    const rows = await db.selectFrom('bundleFrames').select('blobKey').where('blobKey', 'in', batch).execute()
    const known = new Set(rows.map((row) => row.blobKey))
    for (const key of batch) {
      if (known.has(key)) continue
      await blobs.delete(key)
      removed += 1
    }
    batch = []
  }
  for await (const { key, modifiedAtMs } of blobs.list()) {
    if (sweep.nowMs - modifiedAtMs < sweep.olderThanMs) continue
    batch.push(key)
    if (batch.length >= BATCH) await flush()
  }
  if (batch.length > 0) await flush()
  return removed
}
