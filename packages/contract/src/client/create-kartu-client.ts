import type {
  ClientTokenRequest,
  ClientTokenResponse,
  DeviceRequest,
  DeviceResponse,
} from '../schema/access.ts'
import type { CaptureBundle, CaptureRequest, FlashSample, SensorSample } from '../schema/capture-request.ts'
import type { CaptureResponse } from '../schema/capture-response.ts'
import type { ChallengeRequest, ChallengeResponse } from '../schema/challenge.ts'
import type { CustomerCreateRequest, CustomerListResponse, CustomerResponse } from '../schema/customer.ts'
import type { KtpBundleResponse } from '../schema/ktp-bundle.ts'
import type { NikRequest, NikResponse } from '../schema/nik.ts'
import type { Platform } from '../schema/primitives.ts'
import type { KycResponse, VerificationResponse } from '../schema/verification.ts'
import { signBundle } from '../signature/bundle-signature.ts'
import { fetchWithRetries } from './retrying-fetch.ts'

const RETRIES_DEFAULT = 4

export interface KartuClientOptions {
  /** Root of the service, e.g. `https://kartu.example.com`; a path prefix is kept. */
  readonly baseUrl: string
  /** `qe_sk_…` on a server, `qe_ct_…` in a browser. */
  readonly apiKey: string
  readonly fetch?: typeof globalThis.fetch
  /** Further attempts after a network error, 429, 503 or `idempotency_in_flight`; default 4. */
  readonly retries?: number
  readonly sleep?: (delayMs: number) => Promise<void>
}

/** A bundle whose frames are image files and which the client encodes and signs; unknown members are signed too. */
export interface UnsignedCaptureBundle {
  readonly version: '1.0'
  readonly sdkVersion: string
  readonly platform: Platform
  /** Files of JPEG, PNG or WebP. */
  readonly frames: readonly Uint8Array[]
  readonly capturedAt: string
  readonly flashChallengeNonce?: string
  readonly deviceId?: string
  readonly flashSamples?: FlashSample[]
  readonly ocrFields?: CaptureBundle['ocrFields']
  readonly ocrConfidence?: CaptureBundle['ocrConfidence']
  readonly frameTimesMs?: number[]
  readonly flashSource?: 'screen' | 'torch'
  readonly sensorSamples?: SensorSample[]
  readonly [member: string]: unknown
}

export interface CaptureToSign {
  readonly customerId: string
  readonly bundle: UnsignedCaptureBundle
  /** `secretBytes(hmacSecret)`, `secretBytes(captureSecret)` or a device's bytes, as contract §4 says. */
  readonly secret: Uint8Array
}

export interface RequestOptions {
  /** Default: a fresh one for each call; pass your own to make a call safe across restarts of your process. */
  readonly idempotencyKey?: string
  readonly signal?: AbortSignal
}

export interface KartuClient {
  issueChallenge(request: ChallengeRequest, options?: RequestOptions): Promise<ChallengeResponse>
  /** Submits a bundle that is signed already. */
  submitCapture(request: CaptureRequest, options?: RequestOptions): Promise<CaptureResponse>
  /** Encodes the frames, signs and submits. */
  signAndSubmitCapture(capture: CaptureToSign, options?: RequestOptions): Promise<CaptureResponse>
  createCustomer(request: CustomerCreateRequest, options?: RequestOptions): Promise<CustomerResponse>
  getCustomer(id: string): Promise<CustomerResponse>
  listCustomers(page?: { limit?: number; cursor?: string }): Promise<CustomerListResponse>
  getKyc(customerId: string): Promise<KycResponse>
  verifyNik(request: NikRequest, options?: RequestOptions): Promise<NikResponse>
  issueClientToken(request: ClientTokenRequest, options?: RequestOptions): Promise<ClientTokenResponse>
  registerDevice(request: DeviceRequest, options?: RequestOptions): Promise<DeviceResponse>
  getVerification(id: string): Promise<VerificationResponse>
  getKtpBundle(id: string): Promise<KtpBundleResponse>
}

/**
 * A typed client of every operation. Every POST carries an Idempotency-Key, and a request is sent again after a network error, 429,
 * 503 or `idempotency_in_flight`. Throws `KartuApiError` with the code of docs/ERRORS.md. Needs `fetch` and WebCrypto: Node ≥ 20 or a browser.
 */
export function createKartuClient(options: KartuClientOptions): KartuClient {
  const retry = {
    fetch: options.fetch ?? globalThis.fetch.bind(globalThis),
    retries: options.retries ?? RETRIES_DEFAULT,
    sleep: options.sleep ?? sleep,
  }
  const authorization = `Bearer ${options.apiKey}`
  const base = options.baseUrl.endsWith('/') ? options.baseUrl : `${options.baseUrl}/`

  // The answers are typed by the schemas that the server answers from; reading them again here would cost a browser those schemas.
  const get = async <T>(path: string): Promise<T> =>
    (await fetchWithRetries(new URL(path, base), { method: 'GET', headers: { authorization } }, retry)) as T
  const post = async <T>(path: string, body: object, request: RequestOptions = {}): Promise<T> => {
    const headers = {
      authorization,
      'content-type': 'application/json',
      'idempotency-key': request.idempotencyKey ?? crypto.randomUUID(),
    }
    const init = {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
      ...(request.signal && { signal: request.signal }),
    }
    return (await fetchWithRetries(new URL(path, base), init, retry)) as T
  }

  const submitCapture = (request: CaptureRequest, at?: RequestOptions) =>
    post<CaptureResponse>('api/identity/document/ktp/capture', request, at)
  return {
    issueChallenge: (request, at) => post('api/identity/document/ktp/challenge', request, at),
    submitCapture,
    signAndSubmitCapture: async ({ customerId, bundle, secret }, at) => {
      const { frames, signature } = await signBundle(bundle, secret)
      return submitCapture({ customerId, bundle: { ...bundle, frames, signature } }, at)
    },
    createCustomer: (request, at) => post('api/customers', request, at),
    getCustomer: (id) => get(`api/customers/${encodeURIComponent(id)}`),
    listCustomers: (page = {}) => get(`api/customers${queryOf(page)}`),
    getKyc: (customerId) => get(`api/identity/kyc/${encodeURIComponent(customerId)}`),
    verifyNik: (request, at) => post('api/identity/nik', request, at),
    issueClientToken: (request, at) => post('api/identity/client-tokens', request, at),
    registerDevice: (request, at) => post('api/identity/devices', request, at),
    getVerification: (id) => get(`api/identity/verifications/${encodeURIComponent(id)}`),
    getKtpBundle: (id) => get(`api/identity/document/ktp/${encodeURIComponent(id)}`),
  }
}

function queryOf(page: { limit?: number; cursor?: string }): string {
  const query = new URLSearchParams()
  if (page.limit !== undefined) query.set('limit', String(page.limit))
  if (page.cursor !== undefined) query.set('cursor', page.cursor)
  return query.size === 0 ? '' : `?${query.toString()}`
}

function sleep(delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, delayMs)
  })
}
