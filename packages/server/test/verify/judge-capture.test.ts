import { assembleCardReading, type CastVote } from '@kartu/core'
import { captureResponseSchema } from '@kartu/contract'
import { VOTERS } from '@kartu/vision'
import { Piscina } from 'piscina'
import { afterEach, expect, test, vi } from 'vitest'
import type { Exhibit, Findings } from '../../src/verify/exhibit.ts'
import { testFrame } from '../harness/test-frame.ts'
import {
  abstainFromEverything,
  CAPTURE,
  signedCapture,
  startTestService,
  type TestService,
} from '../harness/test-service.ts'

const LONG_MS = 60_000
const PATIENTLY = { timeout: 30_000, interval: 50 }
const EMBEDDING_LENGTH = 128

let kartu: TestService | undefined
afterEach(async () => {
  await kartu?.close()
  kartu = undefined
})

async function start(examine: (exhibit: Exhibit) => Promise<Findings>, config?: Record<string, string>) {
  kartu = await startTestService({ examine, ...(config === undefined ? {} : { config }) })
  return kartu
}

async function submit(service: TestService, flash = true) {
  const { nonce, hmacSecret } = await service.issueChallenge()
  const order = { customerId: service.seeded.customerId, nowMs: service.store.clock.nowMs() }
  const body = flash
    ? await signedCapture({ ...order, secret: hmacSecret, nonce })
    : await signedCapture({ ...order, secret: service.seeded.issued.captureSecret })
  return service.post(CAPTURE, body)
}

/** Everything a genuine capture would show. */
async function passEverything(exhibit: Exhibit): Promise<Findings> {
  const { today, specimensAllowed } = exhibit
  const votes: CastVote[] = VOTERS.map(({ id, family }) => ({
    voter: id,
    family,
    outcome: 'passed',
    suspicion: 0,
    reason: 'as a genuine card',
    evidence: {},
    faulted: false,
  }))
  const face = { embedding: new Float32Array(EMBEDDING_LENGTH).fill(0.25), modelId: 'test-face' }
  const reading = assembleCardReading({}, { today, specimensAllowed })
  return { isCardFound: true, reading, votes, face, stageMs: {}, voterMs: {} }
}

test('a genuine capture with a flash is high, raises the customer and enrols the face, sealed', async () => {
  const service = await start(passEverything)
  const answer = captureResponseSchema.parse((await submit(service)).json)
  expect(answer.ktpBundle).toMatchObject({ verdict: 'passed', assuranceTier: 'high' })
  expect(answer.verification.status).toBe('verified')
  expect(answer.faceEnrolment).toMatchObject({ fallbackStub: false, modelId: 'test-face' })
  const kyc = await service.get(`/api/identity/kyc/${service.seeded.customerId}`)
  expect(kyc.json).toMatchObject({
    customer: { kycLevel: 'standard' },
    tierHistory: [{ from: 'none', to: 'standard', verificationId: answer.verification.id }],
  })
  const { rows } = await service.store.database.pool.query<{ template: Buffer }>(
    'select sealed_template as template from face_enrolments',
  )
  const plain = Buffer.from(new Float32Array(EMBEDDING_LENGTH).fill(0.25).buffer)
  expect(rows[0]?.template.includes(plain.subarray(0, 16))).toBe(false)
  const events = await service.store.database.pool.query<{ type: string }>(
    'select type from events order by id',
  )
  expect(events.rows.map(({ type }) => type).toSorted()).toEqual([
    'customer.kyc_updated',
    'verification.created',
  ])
})

test('without a flash it is standard, and low where the organisation requires the flash', async () => {
  const service = await start(passEverything)
  expect(captureResponseSchema.parse((await submit(service, false)).json).ktpBundle.assuranceTier).toBe(
    'standard',
  )
  await service.store.database.pool.query('update organisations set require_flash = true')
  const answer = captureResponseSchema.parse((await submit(service, false)).json)
  expect(answer.ktpBundle).toMatchObject({ verdict: 'requires_review', assuranceTier: 'low' })
})

test('a level lapses when its time is over', async () => {
  const service = await start(passEverything)
  await submit(service)
  service.store.clock.advance(366 * 86_400_000)
  const customer = await service.get(`/api/customers/${service.seeded.customerId}`)
  expect(customer.json).toMatchObject({ customer: { kycLevel: 'none', kycExpiresAt: null } })
})

test(
  'an examination that fails once is tried again',
  async () => {
    let calls = 0
    const service = await start((exhibit) => {
      calls += 1
      return calls === 1 ? Promise.reject(new Error('the worker died')) : passEverything(exhibit)
    })
    const answer = captureResponseSchema.parse((await submit(service)).json)
    expect(answer.ktpBundle.verdict).toBe('passed')
    expect(calls).toBe(2)
  },
  LONG_MS,
)

test(
  'an examination that fails twice goes to an analyst, without a score',
  async () => {
    const examine = vi.fn(() => Promise.reject<Findings>(new Error('the worker died')))
    const service = await start(examine)
    const answer = captureResponseSchema.parse((await submit(service)).json)
    expect(answer.verification).toMatchObject({ status: 'pending', score: 0, reason: 'not_examined' })
    expect(answer.ktpBundle).toMatchObject({ verdict: 'requires_review', assuranceTier: 'low' })
    expect(answer.antiSpoof).toMatchObject({ fused: 'unclear', present: 0, passed: 0 })
    expect(examine).toHaveBeenCalledTimes(2)
    const read = await service.get(`/api/identity/document/ktp/${answer.ktpBundle.id}`)
    expect(read.json).toMatchObject({ ktpBundle: { fields: null, verdict: 'requires_review' } })
  },
  LONG_MS,
)

test(
  'a worker thread that dies takes nobody with it',
  async () => {
    const pool = new Piscina({
      filename: new URL('../harness/dying-worker.ts', import.meta.url).href,
      maxThreads: 1,
      execArgv: [],
    })
    const service = await start(async (exhibit) => {
      await pool.run(null)
      return abstainFromEverything(exhibit)
    })
    const answer = captureResponseSchema.parse((await submit(service)).json)
    expect(answer.verification['reason']).toBe('not_examined')
    expect((await service.get('/healthz')).status).toBe(200)
    await pool.destroy()
  },
  LONG_MS,
)

test('a full queue is answered 503 with the time to wait, and nothing is consumed', async () => {
  let release: () => void = () => undefined
  const gate = new Promise<void>((resolve) => (release = resolve))
  const service = await start(
    async (exhibit) => {
      await gate
      return abstainFromEverything(exhibit)
    },
    { QUEUE_LIMIT: '1' },
  )
  const first = submit(service)
  await vi.waitFor(async () => expect((await service.countEverything())['jobs']).toBe(1), PATIENTLY)
  const { nonce, hmacSecret } = await service.issueChallenge()
  const before = await service.countEverything()
  const order = { customerId: service.seeded.customerId, nowMs: service.store.clock.nowMs() }
  const body = await signedCapture({ ...order, secret: hmacSecret, nonce })
  const busy = await service.post(CAPTURE, body)
  expect([busy.status, busy.json.code]).toEqual([503, 'queue_full'])
  expect(Number(busy.headers['retry-after'])).toBeGreaterThan(0)
  expect(await service.countEverything()).toEqual(before)
  release()
  expect((await first).status).toBe(201)
  expect((await service.post(CAPTURE, body)).status).toBe(201)
})

test(
  'a stored frame that was tampered with is never judged as if it were genuine',
  async () => {
    const service = await start(passEverything)
    const put = service.store.blobs.put.bind(service.store.blobs)
    service.store.blobs.put = (key, bytes) =>
      put(
        key,
        bytes.map((byte, index) => (index === 200 ? byte ^ 1 : byte)),
      )
    const answer = captureResponseSchema.parse((await submit(service)).json)
    expect(answer.verification).toMatchObject({ status: 'pending', reason: 'not_examined' })
  },
  LONG_MS,
)

test('draining finishes what was accepted and then takes no more', async () => {
  const service = await start(async (exhibit) => {
    await new Promise((resolve) => setTimeout(resolve, 300))
    return passEverything(exhibit)
  })
  const accepted = submit(service)
  await vi.waitFor(async () => expect((await service.countEverything())['jobs']).toBe(1), PATIENTLY)
  await service.service.drain()
  expect((await accepted).status).toBe(201)
})

test('frames reach the examination as they were sent', async () => {
  const seen: Exhibit[] = []
  const service = await start((exhibit) => {
    seen.push(exhibit)
    return abstainFromEverything(exhibit)
  })
  const frame = await testFrame()
  const { customerId, issued } = service.seeded
  const order = {
    customerId,
    secret: issued.captureSecret,
    nowMs: service.store.clock.nowMs(),
    frames: [frame],
  }
  await service.post(
    CAPTURE,
    await signedCapture(order, { frameTimesMs: [40], ocrFields: { nik: '1', gender: null } }),
  )
  expect(seen[0]?.frames[0]?.tMs).toBe(40)
  expect(seen[0]?.claims).toEqual({ nik: '1' })
  expect(Buffer.from(seen[0]?.frames[0]?.bytes ?? []).equals(Buffer.from(frame))).toBe(true)
})
