import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  CAPTURE,
  CHALLENGE,
  signedCapture,
  startTestService,
  type TestService,
} from '../harness/test-service.ts'

let kartu: TestService
beforeAll(async () => {
  kartu = await startTestService()
})
afterAll(() => kartu.close())

const keyed = (key: string) => ({ 'idempotency-key': key })

test('the same key and body get the stored answer, and nothing happens twice', async () => {
  const body = { customerId: kartu.seeded.customerId }
  const first = await kartu.post(CHALLENGE, body, keyed('challenge-1'))
  const before = await kartu.countEverything()
  const second = await kartu.post(CHALLENGE, body, keyed('challenge-1'))
  expect([second.status, second.text]).toEqual([first.status, first.text])
  expect(second.headers['idempotent-replayed']).toBe('true')
  expect(await kartu.countEverything()).toEqual(before)
})

test('the same key with another body is refused', async () => {
  await kartu.post('/api/customers', { fullName: 'A' }, keyed('customer-1'))
  const answer = await kartu.post('/api/customers', { fullName: 'B' }, keyed('customer-1'))
  expect([answer.status, answer.json.code]).toEqual([409, 'idempotency_key_reused'])
})

test('a refusal is not remembered: the corrected server state may be tried again', async () => {
  const { nonce, hmacSecret } = await kartu.issueChallenge()
  const order = { customerId: kartu.seeded.customerId, nonce, nowMs: kartu.store.clock.nowMs() }
  const bad = await signedCapture({ ...order, secret: 'qe_whsec_wrong' })
  expect((await kartu.post(CAPTURE, bad, keyed('capture-1'))).status).toBe(422)
  const good = await signedCapture({ ...order, secret: hmacSecret })
  const first = await kartu.post(CAPTURE, good, keyed('capture-1'))
  expect(first.status).toBe(201)
  const again = await kartu.post(CAPTURE, good, keyed('capture-1'))
  expect([again.status, again.text]).toEqual([201, first.text])
})

test('two at once: one is done, the other is told to wait or given the answer', async () => {
  const answers = await Promise.all(
    [1, 2, 3, 4].map(() => kartu.post('/api/customers', { fullName: 'SAMA' }, keyed('customer-2'))),
  )
  const ids = new Set(answers.filter(({ status }) => status === 201).map(({ text }) => text))
  expect(ids.size).toBe(1)
  for (const { status, json } of answers) {
    expect(status === 201 || json.code === 'idempotency_in_flight').toBe(true)
  }
})

test('a malformed key is refused', async () => {
  for (const key of ['', ' ', 'x'.repeat(256), 'ä']) {
    const answer = await kartu.post('/api/customers', {}, keyed(key))
    expect([answer.status, answer.json.code]).toEqual([400, 'validation_failed'])
  }
})

test('stored answers hold no secret in plain text', async () => {
  const answer = await kartu.post('/api/identity/devices', { platform: 'ios' }, keyed('device-1'))
  const { device } = answer.json as unknown as { device: { secret: string } }
  const { rows } = await kartu.store.database.pool.query<{ row: string }>(
    'select t::text as row from idempotency_keys t',
  )
  expect(rows.length).toBeGreaterThan(0)
  for (const secret of [device.secret, Buffer.from(device.secret).toString('hex')]) {
    expect(JSON.stringify(rows)).not.toContain(secret)
  }
})
