import { createHash } from 'node:crypto'
import {
  captureResponseSchema,
  decodeBase64Url,
  deriveSigningKey,
  encodeBase64Url,
  secretBytes,
  signBundle,
} from '@kartu/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testFrame } from '../harness/test-frame.ts'
import { CAPTURE, signedCapture, startTestService, type TestService } from '../harness/test-service.ts'

let kartu: TestService
beforeAll(async () => {
  kartu = await startTestService()
})
afterAll(() => kartu.close())

const nowMs = () => kartu.store.clock.nowMs()
const base = () => ({ customerId: kartu.seeded.customerId, nowMs: nowMs() })

describe('a bundle signed with its challenge', () => {
  test('is judged and answered in the shape of the specification', async () => {
    const { nonce, hmacSecret } = await kartu.issueChallenge()
    const body = await signedCapture({ ...base(), secret: hmacSecret, nonce })
    const answer = await kartu.post(CAPTURE, body)
    expect(answer.status).toBe(201)
    const capture = captureResponseSchema.parse(answer.json)
    expect(capture.ktpBundle.framesStored).toBe(1)
    expect(capture.verification.status).toBe('pending')
    expect(capture.antiSpoof.voters.map((voter) => voter.name)).toEqual(
      expect.arrayContaining(['flash_reflectance', 'specular_check', 'screen_moire']),
    )
    expect(capture.tamper.voters.map((voter) => voter.name)).toEqual(
      expect.arrayContaining(['nik_consistency', 'font_match', 'hologram_check']),
    )
  })

  test('consumes the challenge, whatever the verdict', async () => {
    const { nonce, hmacSecret } = await kartu.issueChallenge()
    const order = { ...base(), secret: hmacSecret, nonce }
    expect((await kartu.post(CAPTURE, await signedCapture(order))).status).toBe(201)
    const again = await kartu.post(CAPTURE, await signedCapture(order))
    expect([again.status, again.json.code]).toEqual([409, 'challenge_consumed'])
  })

  test('may carry the signing key as hmacKey, and is refused when that is another one', async () => {
    const { nonce, hmacSecret } = await kartu.issueChallenge()
    const order = { ...base(), secret: hmacSecret, nonce }
    const body = await signedCapture(order)
    const wrong = await kartu.post(CAPTURE, { ...body, hmacKey: encodeBase64Url(new Uint8Array(32)) })
    expect([wrong.status, wrong.json.code]).toEqual([422, 'hmac_key_mismatch'])
    const { capturedAt } = body.bundle as { capturedAt: string }
    const key = await deriveSigningKey('challenge', secretBytes(hmacSecret), {
      capturedAt,
      flashChallengeNonce: nonce,
    })
    expect((await kartu.post(CAPTURE, { ...body, hmacKey: encodeBase64Url(key) })).status).toBe(201)
  })

  test('consumes nothing when its signature is wrong', async () => {
    const { nonce, hmacSecret } = await kartu.issueChallenge()
    const order = { ...base(), secret: hmacSecret, nonce }
    const before = await kartu.countEverything()
    const bad = await signedCapture({ ...order, secret: 'qe_whsec_of_somebody_else' })
    const refused = await kartu.post(CAPTURE, bad)
    expect([refused.status, refused.json.code]).toEqual([422, 'signature_invalid'])
    expect(await kartu.countEverything()).toEqual(before)
    expect((await kartu.post(CAPTURE, await signedCapture(order))).status).toBe(201)
  })

  test('consumes nothing when a frame is damaged behind its header', async () => {
    const { nonce, hmacSecret } = await kartu.issueChallenge()
    const order = { ...base(), secret: hmacSecret, nonce }
    const before = await kartu.countEverything()
    const frame = await testFrame()
    const damaged = frame.slice()
    damaged.fill(0x7e, damaged.length - 60, damaged.length - 4)
    const truncated = frame.slice(0, -40)
    for (const bytes of [damaged, truncated]) {
      const refused = await kartu.post(CAPTURE, await signedCapture({ ...order, frames: [frame, bytes] }))
      expect([refused.status, refused.json.code]).toEqual([422, 'frame_undecodable'])
      expect(refused.json.details).toMatchObject({ frame: 1 })
    }
    expect(await kartu.countEverything()).toEqual(before)
  })

  test('must belong to the customer the challenge was issued for', async () => {
    const { nonce, hmacSecret } = await kartu.issueChallenge()
    const other = await kartu.post('/api/customers', {})
    const customerId = (other.json as unknown as { customer: { id: string } }).customer.id
    const answer = await kartu.post(
      CAPTURE,
      await signedCapture({ ...base(), customerId, secret: hmacSecret, nonce }),
    )
    expect([answer.status, answer.json.code]).toEqual([422, 'challenge_unknown'])
  })

  test('must be captured between its issue and now, give or take two minutes', async () => {
    const { nonce, hmacSecret } = await kartu.issueChallenge()
    for (const offsetMs of [-3 * 60_000, 3 * 60_000]) {
      const order = { ...base(), secret: hmacSecret, nonce, nowMs: nowMs() + offsetMs }
      const answer = await kartu.post(CAPTURE, await signedCapture(order))
      expect([answer.status, answer.json.code]).toEqual([422, 'captured_at_out_of_window'])
    }
    const order = { ...base(), secret: hmacSecret, nonce, nowMs: nowMs() + 60_000 }
    expect((await kartu.post(CAPTURE, await signedCapture(order))).status).toBe(201)
  })

  test('comes too late once the challenge has expired', async () => {
    const { nonce, hmacSecret } = await kartu.issueChallenge()
    const body = await signedCapture({ ...base(), secret: hmacSecret, nonce })
    kartu.store.clock.advance(91_000)
    const answer = await kartu.post(CAPTURE, body)
    expect([answer.status, answer.json.code]).toEqual([422, 'challenge_expired'])
  })
})

describe('a bundle without a challenge', () => {
  test('is signed with the capture secret of its API key', async () => {
    const secret = kartu.seeded.issued.captureSecret
    expect((await kartu.post(CAPTURE, await signedCapture({ ...base(), secret }))).status).toBe(201)
  })

  test('must have been captured within five minutes', async () => {
    const order = { ...base(), secret: kartu.seeded.issued.captureSecret, nowMs: nowMs() - 6 * 60_000 }
    const answer = await kartu.post(CAPTURE, await signedCapture(order))
    expect([answer.status, answer.json.code]).toEqual([422, 'captured_at_out_of_window'])
  })

  test('fails when a frame of it came in an earlier bundle of the organisation', async () => {
    const frames = [await testFrame(), await testFrame()]
    const order = { ...base(), secret: kartu.seeded.issued.captureSecret }
    expect((await kartu.post(CAPTURE, await signedCapture({ ...order, frames }))).json).toMatchObject({
      ktpBundle: { verdict: 'requires_review' },
    })
    const again = await signedCapture({
      ...order,
      frames: [await testFrame(), frames[1] ?? new Uint8Array()],
    })
    expect((await kartu.post(CAPTURE, again)).json).toMatchObject({
      ktpBundle: { verdict: 'failed', assuranceTier: 'low' },
      verification: { status: 'failed', reason: 'frames_seen_before' },
    })
  })
})

describe('a bundle of a registered device', () => {
  test('is signed with the device secret, with a nonce or without', async () => {
    const registered = await kartu.post('/api/identity/devices', { platform: 'android' })
    const { device } = registered.json as unknown as { device: { id: string; secret: string } }
    const secret = decodeBase64Url(device.secret) ?? new Uint8Array()
    const { nonce } = await kartu.issueChallenge()
    for (const flash of [{}, { flashChallengeNonce: nonce }]) {
      const bundle = await signBundle(
        {
          version: '1.0',
          sdkVersion: 'test/1',
          platform: 'android',
          capturedAt: new Date(nowMs()).toISOString(),
          deviceId: device.id,
          ...flash,
          frames: [await testFrame()],
        },
        secret,
      )
      const answer = await kartu.post(CAPTURE, { customerId: kartu.seeded.customerId, bundle })
      expect(answer.status).toBe(201)
    }
  })

  test('is refused when nobody registered the device', async () => {
    const order = { ...base(), secret: 'whatever' }
    const answer = await kartu.post(CAPTURE, await signedCapture(order, { deviceId: 'dev_01ABC' }))
    expect([answer.status, answer.json.code]).toEqual([422, 'device_unknown'])
  })
})

describe('a judged bundle', () => {
  test('is read back with the digests of its frames and never the frames', async () => {
    const frame = await testFrame()
    const claims = { ocrFields: { nik: '3171010101900000' }, ocrConfidence: { nik: 0.9 } }
    const order = { ...base(), secret: kartu.seeded.issued.captureSecret, frames: [frame] }
    const answer = await kartu.post(CAPTURE, await signedCapture(order, claims))
    const { ktpBundle, verification } = captureResponseSchema.parse(answer.json)
    const read = await kartu.get(`/api/identity/document/ktp/${ktpBundle.id}`)
    expect(read.json).toMatchObject({
      ktpBundle: {
        verificationId: verification.id,
        frames: [{ index: 0, sha256: createHash('sha256').update(frame).digest('hex'), bytes: frame.length }],
        fields: { nik: { value: null, claim: { value: '3171010101900000', confidence: 0.9, agrees: null } } },
      },
    })
    expect(read.text).not.toContain(Buffer.from(frame).toString('base64').slice(0, 64))
    const again = await kartu.get(`/api/identity/verifications/${verification.id}`)
    expect(again.json).toMatchObject({ verification: { ktpBundleId: ktpBundle.id } })
  })
})
