import { afterAll, beforeAll, expect, test } from 'vitest'
import { authenticateApiKey, issueApiKey, listApiKeys, revokeApiKey } from '../../src/store/api-keys.ts'
import { authenticateClientToken, issueClientToken } from '../../src/store/client-tokens.ts'
import { createCustomer, findCustomer, listCustomers, openProfile } from '../../src/store/customers.ts'
import { findDevice, registerDevice, revealDeviceSecret, revokeDevice } from '../../src/store/devices.ts'
import { insertEvent, listEvents } from '../../src/store/events.ts'
import { abandonIdempotent, beginIdempotent, completeIdempotent } from '../../src/store/idempotency.ts'
import { changeKycLevel, listKycEvents } from '../../src/store/kyc.ts'
import { inTransaction, isReady } from '../../src/store/database.ts'
import { takeRateToken } from '../../src/store/rate-limits.ts'
import { sweepExpired } from '../../src/store/sweep-expired.ts'
import { seedOrganisation, sha256, type SeededOrganisation } from '../harness/seed.ts'
import { openTestStore, type TestStore } from '../harness/test-store.ts'

let store: TestStore
let seeded: SeededOrganisation
beforeAll(async () => {
  store = await openTestStore()
  seeded = await seedOrganisation(store.ctx)
})
afterAll(() => store.close())

test('an API key authenticates until it is revoked, and is nowhere in the database', async () => {
  const { ctx } = store
  const { key, row, captureSecret } = await issueApiKey(ctx, seeded.organisation, {
    name: 'k',
    scopes: ['customers:view'],
    actor: 'operator',
  })
  expect(key).toMatch(/^qe_sk_sandbox_[a-z2-7]{32}$/)
  expect(await authenticateApiKey(ctx, key)).toMatchObject({
    organisation: { id: seeded.id },
    apiKey: { id: row.id },
  })
  const dump = JSON.stringify((await store.database.pool.query('select api_keys::text from api_keys')).rows)
  const parts = [key, captureSecret].flatMap((secret) => [secret, Buffer.from(secret).toString('hex')])
  for (const part of parts) expect(dump).not.toContain(part)
  expect(await revokeApiKey(ctx, seeded.id, row.id, 'operator')).toBe(true)
  expect(await revokeApiKey(ctx, seeded.id, row.id, 'operator')).toBe(false)
  expect(await authenticateApiKey(ctx, key)).toBeUndefined()
  expect((await listApiKeys(ctx.db, seeded.id)).map((known) => known.id)).toContain(row.id)
})

test.each([
  '',
  'qe_sk_live_short',
  `qe_sk_sandbox_${'a'.repeat(32)}`,
  `qe_sk_sandbox_${'A'.repeat(32)}`,
  "' or true --",
])('no key %j', async (key) => {
  expect(await authenticateApiKey(store.ctx, key)).toBeUndefined()
})

test('a client token speaks for one customer and ends with its key', async () => {
  const { ctx } = store
  const issued = await issueApiKey(ctx, seeded.organisation, { name: 'k', scopes: [], actor: 'operator' })
  const fields = {
    customerId: seeded.customerId,
    apiKeyId: issued.row.id,
    origins: ['https://bank.example'],
    ttlMs: 60_000,
  }
  const { token, expiresAt } = await issueClientToken(ctx, seeded.id, fields)
  expect(token).toMatch(/^qe_ct_[a-z2-7]{32}$/)
  expect(await authenticateClientToken(ctx.db, token)).toMatchObject({
    customerId: seeded.customerId,
    origins: fields.origins,
    expiresAt,
  })
  await revokeApiKey(ctx, seeded.id, issued.row.id, 'operator')
  expect(await authenticateClientToken(ctx.db, token)).toBeUndefined()
})

test('50 simultaneous calls with one externalId make one customer', async () => {
  const results = await Promise.all(
    Array.from({ length: 50 }, () =>
      createCustomer(store.ctx, seeded.id, { externalId: 'crm-1', fullName: 'BUDI CONTOH', actor: 'x' }),
    ),
  )
  expect(results.filter((result) => result.created)).toHaveLength(1)
  expect(new Set(results.map((result) => result.row.id)).size).toBe(1)
  const other = await seedOrganisation(store.ctx)
  expect((await createCustomer(store.ctx, other.id, { externalId: 'crm-1', actor: 'x' })).created).toBe(true)
})

test('a customer is found by the own organisation only, and the name is stored sealed', async () => {
  const { ctx } = store
  const { row } = await createCustomer(ctx, seeded.id, {
    fullName: 'DEWI CONTOH',
    metadata: { branch: 7 },
    actor: 'x',
  })
  const other = await seedOrganisation(ctx)
  expect(await findCustomer(ctx.db, other.id, row.id)).toBeUndefined()
  const found = await findCustomer(ctx.db, seeded.id, row.id)
  expect(found?.sealedProfile?.includes('DEWI')).toBe(false)
  expect(await openProfile(ctx.db, ctx.keys, row)).toEqual({
    fullName: 'DEWI CONTOH',
    metadata: { branch: 7 },
  })
})

test('pages of customers cover everyone once, newest first', async () => {
  const fresh = await seedOrganisation(store.ctx)
  for (let count = 0; count < 6; count += 1) {
    store.clock.advance(1)
    await createCustomer(store.ctx, fresh.id, { actor: 'x' })
  }
  const first = await listCustomers(store.ctx.db, fresh.id, { limit: 4 })
  const rest = await listCustomers(store.ctx.db, fresh.id, { limit: 4, afterId: first.at(-1)?.id ?? '' })
  const ids = [...first, ...rest].map((row) => row.id)
  expect(ids).toHaveLength(7)
  expect(ids).toEqual([...new Set(ids)].toSorted().toReversed())
})

test('a device gives back its secret until it is revoked', async () => {
  const { ctx } = store
  const { row, secret } = await registerDevice(ctx, seeded.id, {
    platform: 'android',
    label: null,
    actor: 'operator',
  })
  expect(Buffer.from(await revealDeviceSecret(ctx.db, ctx.keys, row)).toString('base64url')).toBe(secret)
  expect(await revokeDevice(ctx, seeded.id, row.id, 'operator')).toBe(true)
  expect(await findDevice(ctx.db, seeded.id, row.id)).toBeUndefined()
})

test('a KYC level changes with an event, and stays without one', async () => {
  const change = (to: 'basic' | 'standard', id: string) =>
    inTransaction(store.ctx.db, (tx) =>
      changeKycLevel(tx, seeded.id, {
        id,
        customerId: seeded.customerId,
        to,
        expiresAtMs: store.clock.nowMs() + 1000,
        reason: 'verified',
        actor: 'system',
        verificationId: null,
        atMs: store.clock.nowMs(),
      }),
    )
  expect(await change('basic', 'kte_1')).toMatchObject({ fromLevel: 'none', toLevel: 'basic' })
  expect(await change('basic', 'kte_2')).toBeUndefined()
  await change('standard', 'kte_3')
  expect((await listKycEvents(store.ctx.db, seeded.id, seeded.customerId)).map((row) => row.id)).toEqual([
    'kte_1',
    'kte_3',
  ])
})

test('an event is in the outbox exactly when its transaction committed', async () => {
  const event = {
    id: 'evt_1',
    type: 'verification.created',
    payload: { verificationId: 'ver_1' },
    createdAtMs: 0,
  }
  const failing = inTransaction(store.ctx.db, async (tx) => {
    await insertEvent(tx, seeded.id, event)
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  await inTransaction(store.ctx.db, (tx) => insertEvent(tx, seeded.id, event))
  expect(await listEvents(store.ctx.db, seeded.id)).toMatchObject([
    { id: 'evt_1', payload: { verificationId: 'ver_1' } },
  ])
})

test('of 30 simultaneous calls with one idempotency key one starts, and later ones get its answer', async () => {
  const call = { principal: 'key_1', route: 'createCustomer', key: 'abc' }
  const begin = (body: string, lockMs = 60_000) =>
    beginIdempotent(store.ctx, seeded.id, { ...call, requestSha256: sha256(Buffer.from(body)), lockMs })
  const starts = await Promise.all(Array.from({ length: 30 }, () => begin('body')))
  expect(starts.filter((start) => start.kind === 'started')).toHaveLength(1)
  expect(starts.filter((start) => start.kind === 'in_progress')).toHaveLength(29)
  await completeIdempotent(store.ctx, seeded.id, { ...call, status: 201, body: '{"secret":"qe_whsec_x"}' })
  expect(await begin('body')).toEqual({ kind: 'stored', status: 201, body: '{"secret":"qe_whsec_x"}' })
  expect(await begin('another body')).toEqual({ kind: 'mismatch' })
  const { rows } = await store.database.pool.query('select sealed_response from idempotency_keys')
  expect(rows.some((row: { sealed_response: Buffer }) => row.sealed_response.includes('qe_whsec'))).toBe(
    false,
  )
})

test('an abandoned idempotency key, and one whose holder died, may be used again', async () => {
  const call = { principal: 'key_1', route: 'createCustomer', key: 'def' }
  const begin = (lockMs: number) =>
    beginIdempotent(store.ctx, seeded.id, { ...call, requestSha256: sha256(Buffer.from('b')), lockMs })
  expect((await begin(60_000)).kind).toBe('started')
  await abandonIdempotent(store.ctx, seeded.id, call)
  expect((await begin(0)).kind).toBe('started')
  expect((await begin(60_000)).kind).toBe('started')
  expect((await begin(60_000)).kind).toBe('in_progress')
})

test('a rate limit lets exactly its number through, on all nodes together, and recovers', async () => {
  const other = store.openNode().ctx
  const windowMs = 60_000
  const nowMs = 1_000 * windowMs
  const take = (at: number, node = store.ctx) =>
    takeRateToken(node.db, { bucket: 'key_1:challenge', limit: 30, windowMs, nowMs: at })
  const answers = await Promise.all(
    Array.from({ length: 80 }, (_, turn) => take(nowMs + 1, turn % 2 === 0 ? store.ctx : other)),
  )
  expect(answers.filter((answer) => answer.allowed)).toHaveLength(30)
  expect(answers[0]?.resetAtMs).toBe(nowMs + windowMs)
  // No second burst at the window's edge, half the allowance half a window later, all of it after two.
  expect((await take(nowMs + windowMs)).allowed).toBe(false)
  expect((await take(nowMs + 1.5 * windowMs)).remaining).toBe(13)
  expect((await take(nowMs + 3 * windowMs)).remaining).toBe(29)
})

test('sweeping removes what has expired and nothing else', async () => {
  await issueClientToken(store.ctx, seeded.id, {
    customerId: seeded.customerId,
    apiKeyId: seeded.issued.row.id,
    origins: [],
    ttlMs: 1000,
  })
  const { token } = await issueClientToken(store.ctx, seeded.id, {
    customerId: seeded.customerId,
    apiKeyId: seeded.issued.row.id,
    origins: [],
    ttlMs: 90_000_000,
  })
  await sweepExpired(store.ctx.db, store.clock.nowMs() + 86_402_000)
  const { rows } = await store.database.pool.query('select 1 from client_tokens')
  expect(rows.length).toBeGreaterThanOrEqual(1)
  expect(await authenticateClientToken(store.ctx.db, token)).toBeDefined()
})

test('readiness follows the database', async () => {
  const node = store.openNode()
  expect(await isReady(node.database.db, 2000)).toBe(true)
  await node.database.close()
  expect(await isReady(node.database.db, 2000)).toBe(false)
})
