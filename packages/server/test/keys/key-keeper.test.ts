import { createKeyRing, createMasterKeyText, parseMasterKeys } from '@kartu/vault'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemRandomness } from '../../src/adapters/system-randomness.ts'
import { verifyAuditChain } from '../../src/audit/verify-audit-chain.ts'
import { createKeyKeeper } from '../../src/keys/key-keeper.ts'
import { rewrapOrganisationKeys, rotateOrganisationKey } from '../../src/keys/rotate-keys.ts'
import { revealCaptureSecret } from '../../src/store/api-keys.ts'
import { createCustomer, findCustomer, openProfile } from '../../src/store/customers.ts'
import { eraseCustomer } from '../../src/store/erase-customer.ts'
import { findBundle } from '../../src/store/ktp-bundles.ts'
import type { StoreContext } from '../../src/store/store-context.ts'
import { seedBundle, seedOrganisation, sha256 } from '../harness/seed.ts'
import { openTestStore, type TestStore } from '../harness/test-store.ts'

const ERASURE = { reason: 'asked for', actor: 'operator' }

let store: TestStore
beforeAll(async () => {
  store = await openTestStore()
})
afterAll(() => store.close())

const FRAME = Buffer.from('not really a photograph')

async function openBundle(ctx: StoreContext, organisationId: string, bundleId: string) {
  const row = await findBundle(ctx.db, organisationId, bundleId)
  if (row === undefined) throw new Error('missing')
  return ctx.keys.openBundleKey(ctx.db, organisationId, row.customerId, bundleId, row.wrappedDataKey)
}

test('seals frames so that only their own place in their own bundle opens them', async () => {
  const seeded = await seedOrganisation(store.ctx)
  const [first, second] = [
    await seedBundle(store.ctx, store.ctx.db, seeded, [FRAME]),
    await seedBundle(store.ctx, store.ctx.db, seeded, [FRAME]),
  ]
  const key = await openBundle(store.ctx, seeded.id, first)
  const sealed = key.sealFrame(0, sha256(FRAME), FRAME)
  expect(Buffer.from(sealed).includes(FRAME)).toBe(false)
  const again = await openBundle(store.ctx, seeded.id, first)
  expect(Buffer.from(again.openFrame(0, sha256(FRAME), sealed))).toEqual(FRAME)
  expect(() => again.openFrame(1, sha256(FRAME), sealed)).toThrow(
    expect.objectContaining({ code: 'sealed_record_invalid' }),
  )
  const other = await openBundle(store.ctx, seeded.id, second)
  expect(() => other.openFrame(0, sha256(FRAME), sealed)).toThrow(
    expect.objectContaining({ code: 'sealed_record_invalid' }),
  )
})

test('keeps organisations apart: neither keys nor hashes carry over', async () => {
  const [one, two] = [await seedOrganisation(store.ctx), await seedOrganisation(store.ctx)]
  const { keys, db } = store.ctx
  const sealed = await keys.sealForOrganisation(db, one.id, 'note', 'a', FRAME)
  await expect(keys.openForOrganisation(db, two.id, 'note', 'a', sealed)).rejects.toMatchObject({
    code: 'sealed_record_invalid',
  })
  await expect(keys.openForOrganisation(db, one.id, 'note', 'b', sealed)).rejects.toMatchObject({
    code: 'sealed_record_invalid',
  })
  await expect(keys.openForCustomer(db, two.id, one.customerId, 'note', 'a', sealed)).rejects.toMatchObject({
    code: 'customer_erased',
  })
  const nik = '3171015708900000'
  expect(await keys.nikHash(db, one.id, nik)).toEqual(await keys.nikHash(db, one.id, nik))
  expect(await keys.nikHash(db, one.id, nik)).not.toEqual(await keys.nikHash(db, two.id, nik))
})

test('rotating an organisation key over a populated store loses nothing and destroys the old key', async () => {
  const seeded = await seedOrganisation(store.ctx)
  for (let count = 0; count < 30; count += 1) {
    await createCustomer(store.ctx, seeded.id, { fullName: `PEMOHON ${count}`, actor: 'operator' })
  }
  const bundleId = await seedBundle(store.ctx, store.ctx.db, seeded, [FRAME])
  const sealed = (await openBundle(store.ctx, seeded.id, bundleId)).sealFrame(0, sha256(FRAME), FRAME)
  const hashBefore = await store.ctx.keys.nikHash(store.ctx.db, seeded.id, '3171015708900000')

  const [report] = await Promise.all([
    rotateOrganisationKey(store.ctx, store.master, seeded.id, 'operator'),
    createCustomer(store.ctx, seeded.id, { fullName: 'DI TENGAH ROTASI', actor: 'operator' }),
  ])
  expect(report.version).toBe(2)
  expect(report.rewrapped).toBeGreaterThanOrEqual(33)

  // A node that never saw the old key.
  const { ctx } = store.openNode()
  const left = await ctx.db
    .selectFrom('organisationKeys')
    .select('version')
    .where('organisationId', '=', seeded.id)
    .execute()
  expect(left).toEqual([{ version: 2 }])
  expect(
    Buffer.from((await openBundle(ctx, seeded.id, bundleId)).openFrame(0, sha256(FRAME), sealed)),
  ).toEqual(FRAME)
  expect(await revealCaptureSecret(ctx.db, ctx.keys, seeded.issued.row)).toBe(seeded.issued.captureSecret)
  expect(await ctx.keys.nikHash(ctx.db, seeded.id, '3171015708900000')).toEqual(hashBefore)
  const customer = await findCustomer(ctx.db, seeded.id, seeded.customerId)
  if (customer === undefined) throw new Error('missing')
  expect(await openProfile(ctx.db, ctx.keys, customer)).toEqual({ fullName: 'SITI CONTOH' })
  expect((await verifyAuditChain(ctx.db, ctx.keys, seeded.id)).faults).toEqual([])
})

test('after a master rotation the old master key opens nothing and the new one everything', async () => {
  const seeded = await seedOrganisation(store.ctx)
  const added = parseMasterKeys(createMasterKeyText(systemRandomness, 2))
  const both = createKeyRing([store.master.newest, ...added])
  const { rewrapped } = await rewrapOrganisationKeys(store.ctx, both, 'operator')
  expect(rewrapped).toBeGreaterThanOrEqual(1)

  const db = store.ctx.db
  const onlyNew = createKeyKeeper({ master: createKeyRing(added), random: systemRandomness })
  expect(await revealCaptureSecret(db, onlyNew, seeded.issued.row)).toBe(seeded.issued.captureSecret)
  const onlyOld = createKeyKeeper({ master: store.master, random: systemRandomness })
  await expect(revealCaptureSecret(db, onlyOld, seeded.issued.row)).rejects.toMatchObject({
    code: 'sealing_key_missing',
  })
  await rewrapOrganisationKeys(
    store.ctx,
    createKeyRing([...added, ...parseMasterKeys(createMasterKeyText(systemRandomness, 3))]),
    'operator',
  )
})

test('erasing a customer makes frames and profile unreadable, and says so in the audit log', async () => {
  const fresh = await openTestStore()
  try {
    const { ctx } = fresh
    const seeded = await seedOrganisation(ctx)
    const bundleId = await seedBundle(ctx, ctx.db, seeded, [FRAME])
    expect(await eraseCustomer(ctx, seeded.id, seeded.customerId, ERASURE)).toBeDefined()
    expect(await eraseCustomer(ctx, seeded.id, seeded.customerId, ERASURE)).toBeUndefined()
    await expect(openBundle(ctx, seeded.id, bundleId)).rejects.toMatchObject({ code: 'customer_erased' })
    const row = await findCustomer(ctx.db, seeded.id, seeded.customerId)
    expect(row).toMatchObject({ sealedProfile: null, externalId: null, kycLevel: 'none' })
    expect((await verifyAuditChain(ctx.db, ctx.keys, seeded.id)).faults).toEqual([])
  } finally {
    await fresh.close()
  }
})
