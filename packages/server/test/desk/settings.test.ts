import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signInAs, type DeskClient } from '../harness/desk-client.ts'
import { startTestService, type TestService } from '../harness/test-service.ts'

let kartu: TestService
let administrator: DeskClient
let analyst: DeskClient
let auditor: DeskClient
beforeAll(async () => {
  kartu = await startTestService()
  administrator = await signInAs(kartu, 'administrator')
  analyst = await signInAs(kartu, 'analyst')
  auditor = await signInAs(kartu, 'auditor')
})
afterAll(() => kartu.close())

describe('an organisation’s settings', () => {
  test('are changed by administrators, in part, and the change is audited', async () => {
    const changed = await administrator.patch('/api/desk/organisation', {
      requireFlash: true,
      clientTokenOrigins: ['https://app.bank.example'],
    })
    expect(changed.json.organisation).toMatchObject({
      requireFlash: true,
      palette: 'standard',
      retentionDays: null,
      clientTokenOrigins: ['https://app.bank.example'],
    })
    const row = await kartu.store.ctx.db
      .selectFrom('auditLog')
      .select(['actor', 'details'])
      .where('action', '=', 'organisation.changed')
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({ actor: administrator.userId, details: { requireFlash: true } })
    await administrator.patch('/api/desk/organisation', { requireFlash: false })
  })

  test('are read by everybody at the desk and changed by nobody else', async () => {
    for (const reader of [analyst, auditor]) {
      expect((await reader.get('/api/desk/organisation')).status).toBe(200)
      const refused = await reader.patch('/api/desk/organisation', { requireFlash: true })
      expect([refused.status, refused.code]).toEqual([403, 'role_missing'])
    }
  })

  test.each([
    { retentionDays: 0 },
    { kycValidDays: 4_000 },
    { palette: 'neon' },
    { clientTokenOrigins: ['bank'] },
  ])('are refused out of range: %o', async (change) => {
    expect((await administrator.patch('/api/desk/organisation', change)).code).toBe('validation_failed')
  })

  test('name where client tokens may be used', async () => {
    const answer = await kartu.post('/api/identity/client-tokens', { customerId: kartu.seeded.customerId })
    expect(answer.text).toContain('https://app.bank.example')
  })
})

describe('API keys', () => {
  test('are issued with secrets that are shown once, work, and stop working when revoked', async () => {
    const issued = await administrator.post('/api/desk/api-keys', {
      name: 'Onboarding',
      scopes: ['customers:view'],
    })
    expect(issued.status).toBe(201)
    const { apiKey, captureSecret, key } = issued.json
    const headers = { authorization: `Bearer ${apiKey}` }
    expect((await kartu.get('/api/customers', headers)).status).toBe(200)
    const listed = JSON.stringify((await auditor.get('/api/desk/api-keys')).json)
    expect(listed).toContain(key.id)
    for (const secret of [apiKey, captureSecret]) expect(listed).not.toContain(secret)
    const used = (await auditor.get('/api/desk/api-keys')).json.apiKeys.find(
      ({ id }: { id: string }) => id === key.id,
    )
    expect(used.lastUsedAt).not.toBeNull()
    expect((await administrator.delete(`/api/desk/api-keys/${key.id}`)).status).toBe(204)
    expect((await kartu.get('/api/customers', headers)).status).toBe(401)
    expect((await administrator.delete(`/api/desk/api-keys/${key.id}`)).status).toBe(404)
  })

  test('are no matter of analysts', async () => {
    expect((await analyst.get('/api/desk/api-keys')).code).toBe('role_missing')
    expect((await analyst.post('/api/desk/api-keys', { name: 'x', scopes: ['customers:view'] })).status).toBe(
      403,
    )
  })
})

test('the policy is shown with what the evaluation measured, and says that it was simulated', async () => {
  const { json } = await analyst.get('/api/desk/policy')
  expect(json.simulated).toBe(true)
  expect(json.version).toMatch(/^\d{4}-\d{2}-\d{2}/)
  expect(json.evaluatedVersion).toBe(json.version)
  expect(json.det.length).toBeGreaterThan(2)
  expect(json.bpcer).toMatchObject({ n: expect.any(Number), high: expect.any(Number) })
})

test('webhooks are managed by administrators too, and by no analyst', async () => {
  const hook = { url: 'https://example.com/hook', events: ['review.overridden'] }
  expect((await administrator.post('/api/webhooks', hook)).status).toBe(201)
  expect((await analyst.post('/api/webhooks', hook)).code).toBe('role_missing')
})
