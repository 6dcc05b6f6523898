import { createId } from '@kartu/core'
import { expect, test } from 'vitest'
import { inTransaction } from '../../src/store/database.ts'
import { frameBlobKey, insertBundle } from '../../src/store/ktp-bundles.ts'
import { sweepOrphanBlobs } from '../../src/store/sweep-orphan-blobs.ts'
import { createMemoryBlobStore } from '../harness/memory-blob-store.ts'
import { bundleOf, seedOrganisation } from '../harness/seed.ts'
import { openTestStore } from '../harness/test-store.ts'

test('sweeps blobs without a row, keeps those with one and those too young to judge', async () => {
  const store = await openTestStore()
  const { ctx } = store
  try {
    const seeded = await seedOrganisation(ctx)
    const blobs = createMemoryBlobStore()
    const bundleId = createId('ktpb', ctx.clock.nowMs(), ctx.random)
    const frame = Buffer.from('frame')
    const key = await ctx.keys.newBundleKey(ctx.db, seeded.id, seeded.customerId, bundleId)
    await blobs.put(frameBlobKey(seeded.id, bundleId, 0), frame)
    await inTransaction(ctx.db, (tx) =>
      insertBundle(tx, seeded.id, bundleOf(ctx, seeded, bundleId, key, [frame])),
    )
    for (let index = 0; index < 250; index += 1) await blobs.put(`orphan/${index}`, frame)

    const day = 86_400_000
    expect(await sweepOrphanBlobs(ctx.db, blobs, { olderThanMs: day, nowMs: Date.now() })).toBe(0)
    expect(await sweepOrphanBlobs(ctx.db, blobs, { olderThanMs: day, nowMs: Date.now() + 2 * day })).toBe(250)
    expect(blobs.size).toBe(1)
  } finally {
    await store.close()
  }
})
