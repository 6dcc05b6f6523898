import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seedOrganisation } from '../harness/seed.ts'
import { startTestService, type TestService } from '../harness/test-service.ts'

let service: TestService
beforeAll(async () => {
  service = await startTestService()
})
afterAll(() => service.close())

const HOOK = { url: 'https://example.com/kartu', events: ['verification.created'] }

async function create(): Promise<{ readonly id: string; readonly secret: string }> {
  const answer = await service.post('/api/webhooks', HOOK)
  expect(answer.status).toBe(201)
  const { webhook, secret } = answer.json as unknown as { webhook: { id: string }; secret: string }
  return { id: webhook.id, secret }
}

const send = (method: 'PATCH' | 'DELETE', path: string, body?: object, key = service.seeded.issued.key) =>
  service.app.inject({
    method,
    url: path,
    headers: { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { payload: JSON.stringify(body) }),
  })

describe('webhooks over HTTP', () => {
  test('show their secret once', async () => {
    const { id, secret } = await create()
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    const listed = await service.get('/api/webhooks')
    expect(listed.text).not.toContain(secret)
    expect(listed.text).toContain(id)
    expect(service.logs.join('')).not.toContain(secret)
  })

  test('go to public https addresses only', async () => {
    for (const url of ['http://example.com/', 'https://169.254.169.254/', 'https://[::1]/']) {
      const answer = await service.post('/api/webhooks', { ...HOOK, url })
      expect([answer.status, answer.json.code]).toEqual([422, 'webhook_target_refused'])
    }
    const { id } = await create()
    expect((await send('PATCH', `/api/webhooks/${id}`, { url: 'https://10.0.0.1/' })).statusCode).toBe(422)
  })

  test('are refused what they cannot be told of', async () => {
    const answer = await service.post('/api/webhooks', { ...HOOK, events: ['customer.secrets'] })
    expect([answer.status, answer.json.code]).toEqual([400, 'validation_failed'])
  })

  test('are changed, disabled, removed', async () => {
    const { id } = await create()
    const disabled = await send('PATCH', `/api/webhooks/${id}`, { disabled: true })
    expect(disabled.json()).toMatchObject({ webhook: { id, disabledReason: 'by_user' } })
    expect((await send('PATCH', `/api/webhooks/${id}`, { disabled: false })).json()).toMatchObject({
      webhook: { disabledAt: null },
    })
    expect((await send('DELETE', `/api/webhooks/${id}`)).statusCode).toBe(204)
    expect((await send('DELETE', `/api/webhooks/${id}`)).statusCode).toBe(404)
  })

  test('of another organisation are not found', async () => {
    const { id } = await create()
    const other = await seedOrganisation(service.store.ctx)
    const headers = { authorization: `Bearer ${other.issued.key}` }
    expect((await service.get(`/api/webhooks/${id}/deliveries`, headers)).status).toBe(404)
    expect((await service.post(`/api/webhooks/${id}/test`, {}, headers)).status).toBe(404)
    expect((await send('DELETE', `/api/webhooks/${id}`, undefined, other.issued.key)).statusCode).toBe(404)
  })

  test('list what was delivered', async () => {
    const { id } = await create()
    const tested = await service.post(`/api/webhooks/${id}/test`, {})
    expect(tested.status).toBe(201)
    const { deliveries } = (await service.get(`/api/webhooks/${id}/deliveries`)).json as unknown as {
      deliveries: readonly object[]
    }
    expect(deliveries).toEqual([expect.objectContaining({ eventType: 'webhook.test' })])
  })
})
