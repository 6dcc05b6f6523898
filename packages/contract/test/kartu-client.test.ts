import { describe, expect, it } from 'vitest'
import {
  KartuApiError,
  captureRequestSchema,
  createKartuClient,
  decodeFrameBase64,
  deriveSigningKey,
  errorBody,
  frameDigest,
  secretBytes,
  verifyBundleSignature,
} from '../src/index.ts'
import { CAPTURE_RESPONSE, CHALLENGE_RESPONSE } from './specification-examples.ts'

interface Sent {
  url: string
  method: string
  headers: Headers
  body: string
}

/** A service that answers with each of `answers` in turn, the last one forever. */
function serviceOf(...answers: (() => Response)[]) {
  const sent: Sent[] = []
  const delaysMs: number[] = []
  const fetch = (async (url: URL, init: RequestInit) => {
    sent.push({
      url: String(url),
      method: init.method!,
      headers: new Headers(init.headers),
      body: typeof init.body === 'string' ? init.body : '',
    })
    return answers[Math.min(sent.length, answers.length) - 1]!()
  }) as typeof globalThis.fetch
  const sleep = async (delayMs: number) => void delaysMs.push(delayMs)
  const client = createKartuClient({
    baseUrl: 'https://kartu.example/prefix',
    apiKey: 'qe_sk_sandbox_x',
    fetch,
    sleep,
  })
  return { client, sent, delaysMs }
}

const json =
  (body: unknown, status = 200, headers = {}) =>
  () =>
    Response.json(body, { status, headers })
const fails = () => {
  throw new TypeError('fetch failed')
}

describe('the client', () => {
  it('sends the key, a JSON body and an idempotency key', async () => {
    const { client, sent } = serviceOf(json(CHALLENGE_RESPONSE, 201))
    expect(await client.issueChallenge({ customerId: 'cus_1' })).toEqual(CHALLENGE_RESPONSE)
    expect(sent[0]!.url).toBe('https://kartu.example/prefix/api/identity/document/ktp/challenge')
    expect(sent[0]!.headers.get('authorization')).toBe('Bearer qe_sk_sandbox_x')
    expect(sent[0]!.headers.get('content-type')).toBe('application/json')
    expect(sent[0]!.headers.get('idempotency-key')).toMatch(/^[0-9a-f-]{36}$/)
    expect(JSON.parse(sent[0]!.body)).toEqual({ customerId: 'cus_1' })
  })

  it('signs the bundle that it submits, unknown members included', async () => {
    const { client, sent } = serviceOf(json(CAPTURE_RESPONSE, 201))
    const frames = [Uint8Array.from([1, 2, 3]), Uint8Array.from([4])]
    const secret = secretBytes('qe_whsec_test')
    const bundle = {
      version: '1.0',
      sdkVersion: 'test',
      platform: 'web',
      frames,
      capturedAt: '2026-05-24T08:14:52Z',
      flashChallengeNonce: 'n',
      lens: 'wide',
    } as const
    await client.signAndSubmitCapture({ customerId: 'cus_1', bundle, secret })
    const request = captureRequestSchema.parse(JSON.parse(sent[0]!.body))
    const digests = await Promise.all(
      request.bundle.frames.map((text, i) => frameDigest(decodeFrameBase64(text, i))),
    )
    await verifyBundleSignature(
      request.bundle,
      digests,
      await deriveSigningKey('challenge', secret, request.bundle),
    )
    expect(request.bundle['lens']).toBe('wide')
  })

  it('sends the very same request again after a network error, 429 and 503, waiting as told', async () => {
    const busy = json(errorBody('queue_full', 'r'), 503, { 'retry-after': '2' })
    const limited = json(errorBody('rate_limited', 'r'), 429, { 'retry-after': '7' })
    const { client, sent, delaysMs } = serviceOf(fails, busy, limited, json({ customer: {} }, 201))
    await client.createCustomer({ externalId: 'a' })
    expect(delaysMs).toEqual([500, 2000, 7000])
    expect(new Set(sent.map((request) => request.headers.get('idempotency-key'))).size).toBe(1)
    expect(new Set(sent.map((request) => request.body)).size).toBe(1)
  })

  it('asks again for an answer that was lost on its way and is still being worked on', async () => {
    const inFlight = json(errorBody('idempotency_in_flight', 'r'), 409)
    const { client, sent, delaysMs } = serviceOf(fails, inFlight, json(CAPTURE_RESPONSE, 201))
    const request = { customerId: 'cus_1', bundle: {} } as Parameters<typeof client.submitCapture>[0]
    expect(await client.submitCapture(request)).toEqual(CAPTURE_RESPONSE)
    expect(delaysMs).toEqual([500, 1000])
    expect(new Set(sent.map((attempt) => attempt.headers.get('idempotency-key'))).size).toBe(1)
    const other = serviceOf(json(errorBody('idempotency_key_reused', 'r'), 409))
    await expect(other.client.submitCapture(request)).rejects.toMatchObject({ status: 409 })
    expect(other.sent).toHaveLength(1)
  })

  it('never waits longer than half a minute and gives up after its retries', async () => {
    const { client, sent, delaysMs } = serviceOf(
      json(errorBody('queue_full', 'r'), 503, { 'retry-after': '86400' }),
    )
    await expect(client.getCustomer('cus_1')).rejects.toMatchObject({ code: 'queue_full', status: 503 })
    expect(delaysMs).toEqual([30_000, 30_000, 30_000, 30_000])
    expect(sent).toHaveLength(5)
  })

  it('throws the code, the details and the request of an error, without trying again', async () => {
    const { client, sent } = serviceOf(
      json(errorBody('validation_failed', 'req_9', { fieldErrors: { steps: ['x'] } }), 400),
    )
    const error = await client
      .issueChallenge({ customerId: 'c', steps: 99 })
      .catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(KartuApiError)
    expect(error).toMatchObject({
      code: 'validation_failed',
      status: 400,
      requestId: 'req_9',
      details: { fieldErrors: { steps: ['x'] } },
    })
    expect(sent).toHaveLength(1)
  })

  it('names an answer that a proxy wrote', async () => {
    const { client } = serviceOf(() => new Response('<html>', { status: 502 }))
    await expect(client.getKyc('cus_1')).rejects.toMatchObject({ code: 'unexpected_answer', status: 502 })
  })

  it('escapes what it puts into a path or a query', async () => {
    const { client, sent } = serviceOf(json({}))
    await client.getVerification('../../secret?x')
    await client.listCustomers({ limit: 3, cursor: 'a&b' })
    await client.listCustomers()
    expect(sent.map((request) => request.url)).toEqual([
      'https://kartu.example/prefix/api/identity/verifications/..%2F..%2Fsecret%3Fx',
      'https://kartu.example/prefix/api/customers?limit=3&cursor=a%26b',
      'https://kartu.example/prefix/api/customers',
    ])
  })
})
