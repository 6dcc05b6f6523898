import { ERRORS, ROUTES, errorBodySchema } from '@kartu/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { OPERATIONS } from '../../src/http/operations/index.ts'
import { issueApiKey } from '../../src/store/api-keys.ts'
import { seedOrganisation } from '../harness/seed.ts'
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

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

test('every route of the contract is served, and nothing else is', () => {
  const served = OPERATIONS.map((operation) => operation.id)
  const apart = ['getHealth', 'getReadiness', 'signIn']
  expect([...served, ...apart].toSorted()).toEqual(ROUTES.map((route) => route.id).toSorted())
})

describe('a request without a good key', () => {
  const bad = ['', 'Bearer', 'Bearer x', 'Basic dXNlcjpwYXNz', `Bearer qe_sk_sandbox_${'a'.repeat(32)}`]
  test.each(bad)('is answered 401: %j', async (authorization) => {
    const answer = await kartu.get('/api/customers', { authorization })
    expect([answer.status, answer.json.code]).toEqual([401, 'unauthorised'])
    expect(answer.headers['www-authenticate']).toBe('Bearer')
    errorBodySchema.parse(answer.json)
  })

  test('is answered 401 before its body is looked at', async () => {
    const answer = await kartu.post(CAPTURE, '{"broken', bearer('qe_sk_live_no'))
    expect(answer.status).toBe(401)
  })
})

test('a token in the query string is refused even beside a good key', async () => {
  const key = kartu.seeded.issued.key
  for (const query of ['token=x', 'access_token=x', 'cursor=qe_sk_sandbox_abc', `api_key=${key}`]) {
    const answer = await kartu.get(`/api/customers?${query}`)
    expect([answer.status, answer.json.code]).toEqual([400, 'token_in_query'])
    expect(answer.text).not.toContain(key)
  }
})

test('a missing scope is named', async () => {
  const { store, seeded } = kartu
  const { key } = await issueApiKey(store.ctx, seeded.organisation, {
    name: 'reader',
    scopes: ['customers:view'],
    actor: 'operator',
  })
  expect((await kartu.get('/api/customers', bearer(key))).status).toBe(200)
  const answer = await kartu.post(CHALLENGE, { customerId: seeded.customerId }, bearer(key))
  expect([answer.status, answer.json.code]).toEqual([403, 'scope_missing'])
  expect(answer.json.details).toEqual({ scope: 'verifications:write' })
})

test("another organisation's ids answer 404, never 403", async () => {
  const { store, seeded } = kartu
  const other = await seedOrganisation(store.ctx)
  const headers = bearer(other.issued.key)
  const capture = await kartu.post(
    CAPTURE,
    await signedCapture({
      customerId: seeded.customerId,
      secret: seeded.issued.captureSecret,
      nowMs: store.clock.nowMs(),
    }),
  )
  const { verification, ktpBundle } = capture.json as unknown as Record<
    'verification' | 'ktpBundle',
    { id: string }
  >
  for (const path of [
    `/api/customers/${seeded.customerId}`,
    `/api/identity/kyc/${seeded.customerId}`,
    `/api/identity/verifications/${verification.id}`,
    `/api/identity/document/ktp/${ktpBundle.id}`,
  ]) {
    expect((await kartu.get(path)).status).toBe(200)
    const answer = await kartu.get(path, headers)
    expect([answer.status, answer.json.code]).toEqual([404, 'not_found'])
  }
  for (const [path, body] of [
    [CHALLENGE, {}],
    ['/api/identity/nik', { nik: '3171010101900000' }],
    ['/api/identity/client-tokens', {}],
  ] as const) {
    const answer = await kartu.post(path, { customerId: seeded.customerId, ...body }, headers)
    expect([answer.status, answer.json.code]).toEqual([404, 'not_found'])
  }
  const { nonce, hmacSecret } = await kartu.issueChallenge()
  const order = { customerId: other.customerId, secret: hmacSecret, nonce, nowMs: store.clock.nowMs() }
  const stolen = await kartu.post(CAPTURE, await signedCapture(order), headers)
  expect([stolen.status, stolen.json.code]).toEqual([422, 'challenge_unknown'])
  expect((await kartu.get('/api/customers', headers)).text).not.toContain(seeded.customerId)
})

describe('a client token', () => {
  const origin = 'https://app.example'
  const issue = async (extra: object = {}) => {
    const answer = await kartu.post('/api/identity/client-tokens', {
      customerId: kartu.seeded.customerId,
      origins: [origin],
      ...extra,
    })
    return (answer.json as unknown as { clientToken: { token: string } }).clientToken.token
  }

  test('captures for its customer from its origin', async () => {
    const headers = { ...bearer(await issue()), origin }
    const { customerId } = kartu.seeded
    const issued = await kartu.post(CHALLENGE, { customerId }, headers)
    expect(issued.status).toBe(201)
    expect(issued.headers['access-control-allow-origin']).toBe(origin)
    const { nonce, hmacSecret } = (
      issued.json as unknown as { flashChallenge: { nonce: string; hmacSecret: string } }
    ).flashChallenge
    const order = { customerId, secret: hmacSecret, nonce, nowMs: kartu.store.clock.nowMs() }
    expect((await kartu.post(CAPTURE, await signedCapture(order), headers)).status).toBe(201)
  })

  test('is refused from elsewhere, without an origin, for others and for anything else', async () => {
    const token = await issue()
    const body = { customerId: kartu.seeded.customerId }
    const code = async (path: string, payload: object, headers: Record<string, string>) => {
      const answer = await kartu.post(path, payload, { ...bearer(token), ...headers })
      return `${answer.status} ${answer.json.code}`
    }
    expect(await code(CHALLENGE, body, { origin: 'https://evil.example' })).toBe('403 origin_not_allowed')
    expect(await code(CHALLENGE, body, {})).toBe('403 origin_not_allowed')
    expect(await code(CHALLENGE, { customerId: 'cus_other' }, { origin })).toBe('403 customer_not_allowed')
    expect(await code('/api/customers', {}, { origin })).toBe('403 operation_not_allowed')
    const read = await kartu.get('/api/customers', { ...bearer(token), origin })
    expect([read.status, read.json.code]).toEqual([403, 'operation_not_allowed'])
  })

  test('ends with its time', async () => {
    const token = await issue({ ttlMs: 30_000 })
    kartu.store.clock.advance(30_001)
    const headers = { ...bearer(token), origin }
    const answer = await kartu.post(CHALLENGE, { customerId: kartu.seeded.customerId }, headers)
    expect([answer.status, answer.json.code]).toEqual([401, 'client_token_expired'])
  })

  test('cannot sign without a challenge', async () => {
    const headers = { ...bearer(await issue()), origin }
    const { customerId, issued } = kartu.seeded
    const order = { customerId, secret: issued.captureSecret, nowMs: kartu.store.clock.nowMs() }
    const answer = await kartu.post(CAPTURE, await signedCapture(order), headers)
    expect([answer.status, answer.json.code]).toEqual([422, 'signature_invalid'])
  })
})

describe('the body', () => {
  test('must be JSON by its media type, uncompressed', async () => {
    for (const headers of [
      { 'content-type': 'text/plain' },
      { 'content-type': 'application/x-www-form-urlencoded' },
      { 'content-type': 'multipart/form-data; boundary=x' },
      { 'content-encoding': 'gzip' },
    ]) {
      const answer = await kartu.post('/api/customers', '{}', headers)
      expect([answer.status, answer.json.code]).toEqual([415, 'unsupported_media_type'])
    }
  })

  test('has a size limit, smaller where no frames are sent', async () => {
    const answer = await kartu.post('/api/customers', JSON.stringify({ fullName: 'x'.repeat(70_000) }))
    expect([answer.status, answer.json.code]).toEqual([413, 'payload_too_large'])
  })

  test('is refused with a code of the table, whatever is wrong with it', async () => {
    const answers = [
      await kartu.post('/api/customers', '{"externalId":"a","externalId":"b"}'),
      await kartu.post('/api/customers', '{"__proto__":{"x":1}}'),
      await kartu.post('/api/customers', `${'['.repeat(100)}${']'.repeat(100)}`),
      await kartu.post('/api/customers', ''),
      await kartu.get('/api/unknown'),
      await kartu.get(`/api/customers/${'x'.repeat(300)}`),
      await kartu.get('/api/customers/%00'),
      await kartu.get('/api/customers/%zz'),
      await kartu.get('/api/customers?limit=0'),
      await kartu.get(CAPTURE),
      await kartu.post('/healthz', {}),
    ]
    for (const { status, json } of answers) {
      expect(status).toBeGreaterThanOrEqual(400)
      expect(status).toBeLessThan(500)
      expect(ERRORS[json.code].status).toBe(status)
    }
  })
})

test('every answer carries its request id and says what is left of the limit', async () => {
  const answers = [
    await kartu.get('/api/customers'),
    await kartu.get('/api/customers', { authorization: 'Bearer nonsense' }),
    await kartu.post('/api/customers', '{'),
    await kartu.get('/api/unknown'),
  ]
  for (const { headers } of answers) {
    expect(headers['x-request-id']).toMatch(/^req_/)
    expect(Number(headers['x-ratelimit-limit'])).toBeGreaterThan(0)
    expect(headers).toHaveProperty('x-ratelimit-remaining')
    expect(headers).toHaveProperty('x-ratelimit-reset')
  }
})

test('the API reference loads nothing from elsewhere and allows its inline script by hash', async () => {
  const page = await kartu.get('/reference/')
  expect(page.status).toBe(200)
  const policy = String(page.headers['content-security-policy'])
  expect(policy).toMatch(/script-src 'self' 'sha256-/)
  expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|https?:/)
  expect(page.text).not.toMatch(/src="https?:/)
})

test('metrics ask for their token where one is configured', async () => {
  const guarded = await startTestService({ config: { METRICS_TOKEN: 'a-token-of-the-operator' } })
  try {
    expect((await guarded.get('/metrics')).status).toBe(401)
    expect((await guarded.get('/metrics', bearer('a-token-of-the-operator'))).status).toBe(200)
    expect((await guarded.get('/healthz')).status).toBe(200)
  } finally {
    await guarded.close()
  }
})
