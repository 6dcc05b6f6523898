import { createId } from '@kartu/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTransaction } from '../../src/store/database.ts'
import { countFramesSeenBefore, findBundle, listFrames, markJudged } from '../../src/store/ktp-bundles.ts'
import {
  findOverrideOf,
  findVerificationOfBundle,
  insertVerification,
  listVerifications,
  type NewVerification,
} from '../../src/store/verifications.ts'
import { seedBundle, seedOrganisation, type SeededOrganisation } from '../harness/seed.ts'
import { openTestStore, type TestStore } from '../harness/test-store.ts'

let store: TestStore
let seeded: SeededOrganisation
beforeAll(async () => {
  store = await openTestStore()
  seeded = await seedOrganisation(store.ctx)
})
afterAll(() => store.close())

const verdict = (bundleId: string | null, extra: Partial<NewVerification> = {}): NewVerification => ({
  id: createId('ver', store.clock.nowMs(), store.ctx.random),
  customerId: seeded.customerId,
  bundleId,
  method: 'ktp_capture',
  status: 'verified',
  score: 87,
  assuranceTier: 'high',
  judgement: { antiSpoof: { fused: 'live', voters: [{ voter: 'screen_moire' }] } },
  sealedFields: null,
  nikHash: null,
  createdAtMs: store.clock.nowMs(),
  expiresAtMs: null,
  ...extra,
})

const judge = (bundleId: string) =>
  inTransaction(store.ctx.db, async (tx) => {
    await markJudged(tx, seeded.id, bundleId, {
      verdict: 'passed',
      assuranceTier: 'high',
      nowMs: store.clock.nowMs(),
    })
    await insertVerification(tx, seeded.id, verdict(bundleId))
  })

const frame = (text: string) => Buffer.from(text.padEnd(64, '.'))
const bundleWith = (frames: readonly Uint8Array[], owner = seeded) =>
  inTransaction(store.ctx.db, (tx) => seedBundle(store.ctx, tx, owner, frames))

test('of 20 judges of one bundle one stores a verdict', async () => {
  const bundleId = await bundleWith([frame('a')])
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => judge(bundleId)))
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
  const codes = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []))
  expect(new Set(codes)).toEqual(new Set(['bundle_already_judged']))
  expect(await findBundle(store.ctx.db, seeded.id, bundleId)).toMatchObject({
    state: 'judged',
    verdict: 'passed',
  })
  expect((await findVerificationOfBundle(store.ctx.db, seeded.id, bundleId))?.judgement).toEqual({
    antiSpoof: { fused: 'live', voters: [{ voter: 'screen_moire' }] },
  })
})

test('the database refuses to change or delete a verification', async () => {
  await judge(await bundleWith([frame('b')]))
  for (const statement of [
    "update verifications set status = 'failed'",
    'delete from verifications',
    'truncate verifications cascade',
  ]) {
    await expect(store.database.pool.query(statement)).rejects.toMatchObject({ code: '23001' })
  }
})

test('a verification is overridden at most once', async () => {
  const bundleId = await bundleWith([frame('c')])
  await judge(bundleId)
  const original = await findVerificationOfBundle(store.ctx.db, seeded.id, bundleId)
  const override = () =>
    inTransaction(store.ctx.db, (tx) =>
      insertVerification(
        tx,
        seeded.id,
        verdict(bundleId, {
          status: 'failed',
          override: { actorUserId: 'usr_x', verificationId: original?.id ?? '', reason: 'glare' },
        }),
      ),
    )
  await override()
  await expect(override()).rejects.toMatchObject({ code: 'verification_already_overridden' })
  expect(await findOverrideOf(store.ctx.db, seeded.id, original?.id ?? '')).toMatchObject({
    status: 'failed',
    actorUserId: 'usr_x',
  })
  expect((await findVerificationOfBundle(store.ctx.db, seeded.id, bundleId))?.id).toBe(original?.id)
})

test('frames count as seen only in an earlier bundle of the same organisation', async () => {
  const first = await bundleWith([frame('x'), frame('y')])
  const second = await bundleWith([frame('z'), frame('y')])
  const other = await seedOrganisation(store.ctx)
  const third = await bundleWith([frame('x')], other)
  expect(await countFramesSeenBefore(store.ctx.db, seeded.id, first)).toBe(0)
  expect(await countFramesSeenBefore(store.ctx.db, seeded.id, second)).toBe(1)
  expect(await countFramesSeenBefore(store.ctx.db, other.id, third)).toBe(0)
  expect((await listFrames(store.ctx.db, seeded.id, second)).map((row) => row.frameIndex)).toEqual([0, 1])
})

test('of 16 simultaneous bundles with the same frames, in any order, exactly one is the earlier', async () => {
  const frames = ['p', 'q', 'r', 's'].map(frame)
  const ids = await Promise.all(
    Array.from({ length: 16 }, (_, turn) => bundleWith(turn % 2 === 0 ? frames : frames.toReversed())),
  )
  const counts = await Promise.all(ids.map((id) => countFramesSeenBefore(store.ctx.db, seeded.id, id)))
  expect(counts.toSorted((left, right) => left - right)).toEqual([0, ...Array.from({ length: 15 }, () => 4)])
})

test("another organisation's id finds nothing", async () => {
  const other = await seedOrganisation(store.ctx)
  const bundleId = await bundleWith([frame('o')])
  expect(await findBundle(store.ctx.db, other.id, bundleId)).toBeUndefined()
  expect(await listVerifications(store.ctx.db, other.id, seeded.customerId)).toEqual([])
  await expect(
    inTransaction(store.ctx.db, (tx) =>
      markJudged(tx, other.id, bundleId, { verdict: 'passed', assuranceTier: 'high', nowMs: 0 }),
    ),
  ).rejects.toMatchObject({ code: 'bundle_already_judged' })
  // Even a caller that mixes two organisations' ids is stopped by the foreign keys.
  await expect(
    inTransaction(store.ctx.db, (tx) => insertVerification(tx, other.id, verdict(bundleId))),
  ).rejects.toMatchObject({ code: '23503' })
})
