import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  captureBundleSchema,
  captureRequestSchema,
  captureResponseSchema,
  challengeRequestSchema,
  challengeResponseSchema,
  clientTokenRequestSchema,
  customerCreateRequestSchema,
  customerListQuerySchema,
  fieldErrorsOf,
} from '../src/index.ts'
import {
  CAPTURE_REQUEST,
  CAPTURE_REQUEST_LEAST,
  CAPTURE_RESPONSE,
  CHALLENGE_RESPONSE,
} from './specification-examples.ts'

const withBundle = (members: object) => ({ ...CAPTURE_REQUEST.bundle, ...members })
const isBundle = (members: object) => captureBundleSchema.safeParse(withBundle(members)).success
const sample = { tMs: 0, meanR: 0, meanG: 0, meanB: 255 }

describe("the specification's examples", () => {
  it.each([
    ['challenge response', challengeResponseSchema, CHALLENGE_RESPONSE],
    ['capture request', captureRequestSchema, CAPTURE_REQUEST],
    ['capture request with required members only', captureRequestSchema, CAPTURE_REQUEST_LEAST],
    ['capture response', captureResponseSchema, CAPTURE_RESPONSE],
  ])('validate as they stand and come out unchanged: %s', (_name, schema, example) => {
    expect(schema.parse(example)).toEqual(example)
  })

  it('allow every alternative that they name', () => {
    const { verification, ktpBundle, antiSpoof, tamper } = CAPTURE_RESPONSE
    const isResponse = (part: object) =>
      captureResponseSchema.safeParse({ ...CAPTURE_RESPONSE, ...part }).success
    for (const status of ['verified', 'failed', 'pending'])
      expect(isResponse({ verification: { ...verification, status } })).toBe(true)
    for (const verdict of ['passed', 'failed', 'requires_review'])
      expect(isResponse({ ktpBundle: { ...ktpBundle, verdict } })).toBe(true)
    for (const assuranceTier of ['high', 'standard', 'low']) {
      expect(
        isResponse({
          ktpBundle: { ...ktpBundle, assuranceTier },
          antiSpoof: { ...antiSpoof, assuranceTier },
        }),
      ).toBe(true)
    }
    for (const fused of ['live', 'spoof', 'unclear'])
      expect(isResponse({ antiSpoof: { ...antiSpoof, fused } })).toBe(true)
    for (const fused of ['authentic', 'tampered', 'unclear'])
      expect(isResponse({ tamper: { ...tamper, fused } })).toBe(true)
    expect(isResponse({ faceEnrolment: null })).toBe(true)
    expect(isResponse({ verification: { ...verification, status: 'verified | failed | pending' } })).toBe(
      false,
    )
  })
})

describe('a challenge request', () => {
  it('gets the defaults of the specification', () => {
    expect(challengeRequestSchema.parse({ customerId: 'cus_1' })).toEqual({
      customerId: 'cus_1',
      steps: 5,
      ttlMs: 90_000,
    })
  })

  it.each([
    [{ steps: 3 }, true],
    [{ steps: 10 }, true],
    [{ steps: 2 }, false],
    [{ steps: 11 }, false],
    [{ steps: 5.5 }, false],
    [{ steps: '5' }, false],
    [{ steps: null }, false],
    [{ ttlMs: 15_000 }, true],
    [{ ttlMs: 300_000 }, true],
    [{ ttlMs: 14_999 }, false],
    [{ ttlMs: 300_001 }, false],
    [{ customerId: '' }, false],
    [{ customerId: 7 }, false],
  ])('with %j is valid: %s', (members, valid) => {
    expect(challengeRequestSchema.safeParse({ customerId: 'cus_1', ...members }).success).toBe(valid)
  })
})

describe('a capture bundle', () => {
  it('keeps members that nobody knows, at every level', () => {
    const bundle = withBundle({
      lens: { focal: [1, 2] },
      flashSamples: [{ ...sample, iso: 100 }],
      ocrFields: { extra: 'x', nik: null },
    })
    expect(captureBundleSchema.parse(bundle)).toEqual(bundle)
  })

  it('comes out as it went in, whatever else it holds', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string({ minLength: 1, unit: 'grapheme' }),
          fc.jsonValue({ stringUnit: 'grapheme', maxDepth: 3 }),
        ),
        (extra) => {
          // `__proto__` as a key is refused when the body is parsed; no schema sees it.
          fc.pre(!JSON.stringify(extra).includes('"__proto__":'))
          const bundle = { ...extra, ...CAPTURE_REQUEST.bundle }
          const before = structuredClone(bundle)
          const parsed = captureBundleSchema.safeParse(bundle)
          if (parsed.success) expect(parsed.data).toEqual(before)
        },
      ),
    )
  })

  it.each([
    ['12 frames', { frames: Array.from({ length: 12 }, () => 'AAAA') }, true],
    ['no frame', { frames: [] }, false],
    ['13 frames', { frames: Array.from({ length: 13 }, () => 'AAAA') }, false],
    ['an empty frame', { frames: [''] }, false],
    ['a frame that is no text', { frames: [1] }, false],
    ['another version', { version: '1.1' }, false],
    ['each platform', { platform: 'rn-android' }, true],
    ['an unknown platform', { platform: 'windows' }, false],
    ['600 flash samples', { flashSamples: Array.from({ length: 600 }, () => sample) }, true],
    ['601 flash samples', { flashSamples: Array.from({ length: 601 }, () => sample) }, false],
    ['a sample beyond 255', { flashSamples: [{ ...sample, meanR: 256 }] }, false],
    ['a sample that is not finite', { flashSamples: [{ ...sample, tMs: Number.NaN }] }, false],
    ['a sample without a colour', { flashSamples: [{ tMs: 0, meanR: 1, meanG: 2 }] }, false],
    ['a confidence beyond 1', { ocrConfidence: { nik: 1.01 } }, false],
    ['a string of 1 KiB', { note: 'a'.repeat(1024) }, true],
    ['a string beyond 1 KiB', { note: 'a'.repeat(1025) }, false],
    ['a string beyond 1 KiB of UTF-8', { note: 'é'.repeat(513) }, false],
    ['a nested string beyond 1 KiB', { note: [{ a: 'a'.repeat(1025) }] }, false],
    ['a key beyond 1 KiB', { ['a'.repeat(1025)]: 1 }, false],
    ['half a character', { note: '\ud800' }, false],
    ['an infinite number', { note: [Number.POSITIVE_INFINITY] }, false],
    ['frame times for each frame', { frameTimesMs: [120] }, true],
    ['frame times for other frames', { frameTimesMs: [120, 240] }, false],
    ['an empty nonce', { flashChallengeNonce: '' }, false],
    ['an offset', { capturedAt: '2026-05-24T15:14:52+07:00' }, true],
    ['no offset', { capturedAt: '2026-05-24T08:14:52' }, false],
    ['a day that is none', { capturedAt: '2026-02-30T08:14:52Z' }, false],
    ['a torch', { flashSource: 'torch' }, true],
    ['a candle', { flashSource: 'candle' }, false],
  ])('with %s is judged', (_name, members, valid) => {
    expect(isBundle(members)).toBe(valid)
  })

  it('does not judge megabytes of frame by a pattern', () => {
    expect(isBundle({ frames: ['*'.repeat(5_000_000)] })).toBe(true)
  })
})

describe('field errors', () => {
  it('name the field and never its value', () => {
    const bundle = withBundle({
      platform: 'BUDI 3171012501900001',
      frames: [],
      '3171012501900001': 'a'.repeat(2000),
    })
    const parsed = captureRequestSchema.safeParse({ customerId: 5, bundle })
    const errors = fieldErrorsOf(parsed.error!)
    expect(Object.keys(errors)).toEqual(
      expect.arrayContaining(['customerId', 'bundle.platform', 'bundle.frames']),
    )
    expect(JSON.stringify(errors)).not.toMatch(/BUDI|3171/)
    const nikAsKey = customerCreateRequestSchema.safeParse({ metadata: { '3171012501900001': [] } })
    expect(Object.keys(fieldErrorsOf(nikAsKey.error!))).toEqual(['metadata.(key)'])
    expect(fieldErrorsOf(captureRequestSchema.safeParse('x').error!)).toHaveProperty('(body)')
  })
})

describe('other requests', () => {
  it('read the page of a list from a query string', () => {
    expect(customerListQuerySchema.parse({})).toEqual({ limit: 20 })
    expect(customerListQuerySchema.parse({ limit: '7', cursor: 'c' })).toEqual({ limit: 7, cursor: 'c' })
    for (const limit of ['0', '101', 'x', '1.5'])
      expect(customerListQuerySchema.safeParse({ limit }).success).toBe(false)
  })

  it('bound the metadata of a customer', () => {
    const isCustomer = (metadata: object) => customerCreateRequestSchema.safeParse({ metadata }).success
    expect(isCustomer({ a: 'x', b: 1, c: true, d: null })).toBe(true)
    expect(isCustomer({ a: {} })).toBe(false)
    expect(isCustomer(Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`k${i}`, 1])))).toBe(false)
  })

  it('take origins as browsers send them', () => {
    const isToken = (origin: string) =>
      clientTokenRequestSchema.safeParse({ customerId: 'cus_1', origins: [origin] }).success
    expect(isToken('https://example.com')).toBe(true)
    expect(isToken('http://localhost:8080')).toBe(true)
    for (const origin of [
      'https://example.com/',
      'https://example.com/a',
      'example.com',
      '*',
      'null',
      'javascript:alert(1)',
      'https://EXAMPLE.com',
    ]) {
      expect(isToken(origin)).toBe(false)
    }
  })
})
