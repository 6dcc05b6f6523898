import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedOrganisation } from '../harness/seed.ts'
import { CHALLENGE, startTestService, type TestService } from '../harness/test-service.ts'

let kartu: TestService
beforeAll(async () => {
  kartu = await startTestService({
    config: { RATE_LIMIT_CHALLENGE: '3', RATE_LIMIT_READ: '4', RATE_LIMIT_WRITE: '2' },
  })
})
afterAll(() => kartu.close())

test('a key gets its limit per class, then 429 with the time to wait', async () => {
  const body = { customerId: kartu.seeded.customerId }
  const statuses: number[] = []
  for (let count = 0; count < 4; count += 1) statuses.push((await kartu.post(CHALLENGE, body)).status)
  expect(statuses).toEqual([201, 201, 201, 429])
  const refused = await kartu.post(CHALLENGE, body)
  expect(refused.json.code).toBe('rate_limited')
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  expect(refused.headers['x-ratelimit-limit']).toBe('3')
  expect(refused.headers['x-ratelimit-remaining']).toBe('0')
  expect((await kartu.get('/api/customers')).status).toBe(200)
})

test('another key is not held back by it, and time gives the limit back', async () => {
  const other = await seedOrganisation(kartu.store.ctx)
  const headers = { authorization: `Bearer ${other.issued.key}` }
  expect((await kartu.post(CHALLENGE, { customerId: other.customerId }, headers)).status).toBe(201)
  kartu.store.clock.advance(120_000)
  expect((await kartu.post(CHALLENGE, { customerId: kartu.seeded.customerId })).status).toBe(201)
})

test('guessing keys is counted by address, whatever the key', async () => {
  const guess = (letter: string) =>
    kartu.post('/api/customers', {}, { authorization: `Bearer qe_sk_live_${letter.repeat(32)}` })
  expect([(await guess('a')).status, (await guess('b')).status, (await guess('c')).status]).toEqual([
    401, 401, 429,
  ])
})

test('a client does not choose its own address', async () => {
  kartu.store.clock.advance(120_000)
  const statuses: number[] = []
  for (const letter of ['d', 'e', 'f']) {
    const headers = {
      authorization: `Bearer qe_sk_live_${letter.repeat(32)}`,
      'x-forwarded-for': `10.0.0.${letter}`,
    }
    statuses.push((await kartu.post('/api/customers', {}, headers)).status)
  }
  expect(statuses).toEqual([401, 401, 429])
})
