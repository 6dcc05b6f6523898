import { createId } from '@kartu/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTransaction } from '../../src/store/database.ts'
import { consumeChallenge, findChallengeByNonce, revealHmacSecret } from '../../src/store/flash-challenges.ts'
import { seedChallenge, seedOrganisation, type SeededOrganisation } from '../harness/seed.ts'
import { openTestStore, type TestStore } from '../harness/test-store.ts'

let store: TestStore
let seeded: SeededOrganisation
beforeAll(async () => {
  store = await openTestStore()
  seeded = await seedOrganisation(store.ctx)
})
afterAll(() => store.close())

const consume = (
  nonce: string,
  ctx = store.ctx,
  organisationId = seeded.id,
  customerId = seeded.customerId,
) =>
  inTransaction(ctx.db, (tx) =>
    consumeChallenge(tx, organisationId, {
      nonce,
      customerId,
      bundleId: createId('ktpb', ctx.clock.nowMs(), ctx.random),
      nowMs: ctx.clock.nowMs(),
    }),
  )

test('200 simultaneous submits on two nodes consume a challenge exactly once', async () => {
  const nonce = await seedChallenge(store.ctx, seeded)
  const nodes = [store.ctx, store.openNode().ctx]
  const results = await Promise.allSettled(
    Array.from({ length: 200 }, (_, turn) => consume(nonce, nodes[turn % nodes.length])),
  )
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
  const codes = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []))
  expect(new Set(codes)).toEqual(new Set(['challenge_consumed']))
})

test('a submit that rolls back leaves the challenge for the next', async () => {
  const nonce = await seedChallenge(store.ctx, seeded)
  const failing = inTransaction(store.ctx.db, async (tx) => {
    await consumeChallenge(tx, seeded.id, {
      nonce,
      customerId: seeded.customerId,
      bundleId: 'ktpb_x',
      nowMs: store.clock.nowMs(),
    })
    throw new Error('the rest of the submit failed')
  })
  await expect(failing).rejects.toThrow('the rest')
  await expect(consume(nonce)).resolves.toMatchObject({ nonce })
})

test('an expired challenge is told apart from a consumed and an unknown one', async () => {
  const nonce = await seedChallenge(store.ctx, seeded)
  store.clock.advance(90_000)
  await expect(consume(nonce)).rejects.toMatchObject({ code: 'challenge_expired' })
  await expect(consume('not a uuid')).rejects.toMatchObject({ code: 'challenge_unknown' })
})

test('neither another organisation nor another customer can consume or see a challenge', async () => {
  const nonce = await seedChallenge(store.ctx, seeded)
  const other = await seedOrganisation(store.ctx)
  await expect(consume(nonce, store.ctx, other.id, other.customerId)).rejects.toMatchObject({
    code: 'challenge_unknown',
  })
  await expect(consume(nonce, store.ctx, seeded.id, other.customerId)).rejects.toMatchObject({
    code: 'challenge_unknown',
  })
  expect(await findChallengeByNonce(store.ctx.db, other.id, nonce)).toBeUndefined()
})

test('the secret comes back as it was issued and is not in the row as text', async () => {
  const nonce = await seedChallenge(store.ctx, seeded)
  const row = await findChallengeByNonce(store.ctx.db, seeded.id, nonce)
  if (row === undefined) throw new Error('missing')
  expect(row.sealedHmacSecret.includes('qe_whsec')).toBe(false)
  expect(await revealHmacSecret(store.ctx.db, store.ctx.keys, row)).toBe('qe_whsec_test')
})
