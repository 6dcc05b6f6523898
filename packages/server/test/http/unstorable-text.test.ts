import { afterAll, beforeAll, expect, test } from 'vitest'
import { CAPTURE, signedCapture, startTestService, type TestService } from '../harness/test-service.ts'

let kartu: TestService
beforeAll(async () => {
  kartu = await startTestService()
})
afterAll(() => kartu.close())

test('a text that the database cannot hold is the fault of its sender', async () => {
  const { customerId, issued } = kartu.seeded
  const before = await kartu.countEverything()
  const order = { customerId, secret: issued.captureSecret, nowMs: kartu.store.clock.nowMs() }
  const answers = [
    await kartu.get('/api/customers/%00'),
    await kartu.post('/api/customers', { externalId: 'a\u0000b' }),
    await kartu.post('/api/identity/nik', { customerId: '\u0000', nik: '3171010101900000' }),
    await kartu.post('/api/identity/devices', { platform: 'ios', label: '\u0000' }),
    await kartu.post(CAPTURE, await signedCapture(order, { sdkVersion: '\u0000' })),
    await kartu.post(CAPTURE, await signedCapture(order, { deviceId: '\u0000' })),
  ]
  for (const { status } of answers) expect(status).toBe(400)
  expect(await kartu.countEverything()).toEqual(before)
})
