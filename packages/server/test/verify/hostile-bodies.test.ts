import { ERRORS, errorBodySchema, isErrorCode } from '@kartu/contract'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { brokenBody, CRAFTED_BODIES } from '../harness/hostile-bodies.ts'
import { hostileFrames } from '../harness/hostile-frames.ts'
import { testFrame } from '../harness/test-frame.ts'
import {
  CAPTURE,
  CHALLENGE,
  signedCapture,
  startTestService,
  type TestAnswer,
  type TestService,
} from '../harness/test-service.ts'

/** Together with the crafted ones more than two thousand. */
const FUZZED_BODIES = 1900
const SEED = 20_261_123
/** Requests in flight at once: as many as keep the intake busy. */
const BATCH = 20
const LONG_MS = 240_000

let kartu: TestService
beforeAll(async () => {
  // No limit of requests and a long queue: every body must be looked at.
  kartu = await startTestService({ config: { QUEUE_LIMIT: '1000' } })
})
afterAll(() => kartu.close())

/** A stable code of the table, its status, and no 5xx. */
function expectRefusal(answer: TestAnswer, what: string): void {
  expect(answer.status, what).toBeGreaterThanOrEqual(400)
  expect(answer.status, what).toBeLessThan(500)
  const body = errorBodySchema.parse(answer.json)
  expect(isErrorCode(body.code) && ERRORS[body.code].status, what).toBe(answer.status)
}

async function postAll(
  bodies: readonly (string | Uint8Array)[],
  path: string,
): Promise<{ codes: Map<string, number>; worstMs: number }> {
  const codes = new Map<string, number>()
  let worstMs = 0
  for (let start = 0; start < bodies.length; start += BATCH) {
    const batch = bodies.slice(start, start + BATCH)
    const startMs = performance.now()
    const answers = await Promise.all(batch.map((body) => kartu.post(path, body)))
    worstMs = Math.max(worstMs, performance.now() - startMs)
    for (const [index, answer] of answers.entries()) {
      expectRefusal(answer, `body ${start + index}: ${answer.text.slice(0, 200)}`)
      codes.set(answer.json.code, (codes.get(answer.json.code) ?? 0) + 1)
    }
  }
  return { codes, worstMs }
}

test(
  'two thousand fuzzed bodies are refused by code, and leave nothing behind',
  async () => {
    const { nonce, hmacSecret } = await kartu.issueChallenge()
    const nowMs = kartu.store.clock.nowMs()
    const { customerId } = kartu.seeded
    const frames = [await testFrame(320, 200)]
    const extras = {
      flashSamples: [{ tMs: 0, meanR: 10, meanG: 20, meanB: 30 }],
      frameTimesMs: [120],
      ocrFields: { nik: '3171010101900000', fullName: 'SPESIMEN' },
      ocrConfidence: { nik: 0.9 },
    }
    const good = await signedCapture({ customerId, secret: hmacSecret, nonce, nowMs, frames }, extras)
    const before = await kartu.countEverything()
    const fuzzed = fc.sample(brokenBody(good), { numRuns: FUZZED_BODIES, seed: SEED })
    const { codes } = await postAll([...CRAFTED_BODIES, ...fuzzed], CAPTURE)
    expect(await kartu.countEverything()).toEqual(before)
    // The corpus reaches every layer, or it proves little.
    for (const code of [
      'json_invalid',
      'json_too_deep',
      'json_too_complex',
      'validation_failed',
      'signature_invalid',
    ]) {
      expect(codes.get(code), code).toBeGreaterThan(0)
    }
    // And the challenge that all of them named is still good.
    expect((await kartu.post(CAPTURE, good)).status).toBe(201)
  },
  LONG_MS,
)

test(
  'hostile files under a good signature are refused, and leave nothing behind',
  async () => {
    const frames = await hostileFrames()
    const order = {
      customerId: kartu.seeded.customerId,
      secret: kartu.seeded.issued.captureSecret,
      nowMs: kartu.store.clock.nowMs(),
    }
    const before = await kartu.countEverything()
    for (const { what, bytes } of frames) {
      const good = await testFrame()
      const body = await signedCapture({ ...order, frames: [good, bytes] })
      const startMs = performance.now()
      const answer = await kartu.post(CAPTURE, body)
      const tookMs = performance.now() - startMs
      expectRefusal(answer, `${what}: ${answer.text}`)
      expect(['frame_undecodable', 'frame_too_large'], what).toContain(answer.json.code)
      expect(tookMs, what).toBeLessThan(5_000)
    }
    expect(await kartu.countEverything()).toEqual(before)
  },
  LONG_MS,
)

test('frames that are no base64 are refused, and leave nothing behind', async () => {
  const order = {
    customerId: kartu.seeded.customerId,
    secret: kartu.seeded.issued.captureSecret,
    nowMs: kartu.store.clock.nowMs(),
  }
  const body = await signedCapture(order)
  const text = (body.bundle['frames'] as string[])[0] ?? ''
  const before = await kartu.countEverything()
  const broken = [
    '',
    '=',
    '====',
    'data:image/jpeg;base64,',
    'data:image/jpeg,' + text,
    text.slice(0, -1),
    text.slice(0, -4) + 'A===',
    ` ${text}`,
    `${text}\n`,
    text.replaceAll('/', '_'),
    `${text.slice(0, 40)}-${text.slice(41)}`,
    `${text.slice(0, 40)} ${text.slice(40)}`,
    `${text}${text}`,
  ]
  const bodies = broken.map((frame) =>
    JSON.stringify({ ...body, bundle: { ...body.bundle, frames: [frame] } }),
  )
  const counts = [[], Array.from({ length: 13 }, () => text)]
  const wrongCounts = counts.map((frames) => JSON.stringify({ ...body, bundle: { ...body.bundle, frames } }))
  await postAll([...bodies, ...wrongCounts], CAPTURE)
  expect(await kartu.countEverything()).toEqual(before)
})

test('a replayed nonce is refused once it was consumed', async () => {
  const { nonce, hmacSecret } = await kartu.issueChallenge()
  const order = {
    customerId: kartu.seeded.customerId,
    secret: hmacSecret,
    nonce,
    nowMs: kartu.store.clock.nowMs(),
  }
  const body = await signedCapture(order)
  expect((await kartu.post(CAPTURE, body)).status).toBe(201)
  const before = await kartu.countEverything()
  const other = await signedCapture(order)
  const { codes } = await postAll([JSON.stringify(body), JSON.stringify(other)], CAPTURE)
  expect([...codes]).toEqual([['challenge_consumed', 2]])
  expect(await kartu.countEverything()).toEqual(before)
})

test('small bodies of other operations are fuzzed too', async () => {
  const good = { customerId: 'cus_nobody', steps: 5, ttlMs: 90_000 }
  const before = await kartu.countEverything()
  const fuzzed = fc.sample(brokenBody(good), { numRuns: 200, seed: SEED })
  await postAll(fuzzed, CHALLENGE)
  expect(await kartu.countEverything()).toEqual(before)
})

test('a body over 32 MiB is refused before it is read', async () => {
  const headers = { 'content-length': String(33 * 1024 * 1024) }
  const answer = await kartu.app.inject({
    method: 'POST',
    url: CAPTURE,
    headers: {
      ...headers,
      authorization: `Bearer ${kartu.seeded.issued.key}`,
      'content-type': 'application/json',
    },
    payload: '{}',
  })
  expect(answer.statusCode).toBe(413)
  expect(answer.json()).toMatchObject({ code: 'payload_too_large' })
})
