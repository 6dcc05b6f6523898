import { createKartuClient, KartuApiError } from '@kartu/contract/client'
import type { CaptureResponse, ChallengeResponse } from '@kartu/contract'
import { secretBytes, signBundle } from '@kartu/contract/signature'
import type { FlashSample } from '@kartu/core/challenge'
import { CaptureError } from '../capture-error.ts'
import { SDK_VERSION } from '../sdk-version.ts'
import { createUploadFetch, type UploadProgress } from './upload-fetch.ts'

export type FlashChallenge = ChallengeResponse['flashChallenge']
export type { CaptureResponse }

export interface ServiceAccess {
  /** Root of the Kartu service, e.g. `https://kartu.example.com`. */
  readonly serviceUrl: string
  /** `qe_ct_…`: never a secret key. */
  readonly token: string
  readonly customerId: string
  /** What the applicant agreed to before; goes into the bundle as it is. */
  readonly consent?: Consent
}

/** Contract: `consent` of a bundle. */
export interface Consent {
  readonly version: string
  /** ISO 8601. */
  readonly givenAt: string
  readonly locale?: string
}

/** What was captured, before it is signed. */
export interface CapturedFrames {
  /** JPEG files. */
  readonly frames: readonly Uint8Array[]
  readonly capturedAt: Date
  /** Index of the frame to look at: of the rear camera's, or the one in the whitest light. */
  readonly clearestFrame: number
  /** Null where no flash was shown. */
  readonly flash: {
    readonly frameTimesMs: readonly number[]
    readonly samples: readonly FlashSample[]
  } | null
}

/** A signed bundle, ready to be sent as often as the network needs: the key makes all attempts one. */
export interface SignedCapture {
  readonly bundle: Record<string, unknown> & { frames: string[]; signature: string }
  readonly idempotencyKey: string
}

export interface KartuService {
  issueChallenge(): Promise<FlashChallenge>
  /** The same capture with the same key gives the same bundle, however often. */
  sign(captured: CapturedFrames, challenge: FlashChallenge, idempotencyKey: string): Promise<SignedCapture>
  submit(capture: SignedCapture, onProgress: UploadProgress): Promise<CaptureResponse>
}

/** Contract §5. */
const FLASH_SAMPLES_MAX = 600
/** Half a minute of trying before the applicant is asked: the capture itself is kept. */
const RETRIES = 5
/** A few megabytes on a 2G line; the service itself gives up after a minute. */
const REQUEST_TIMEOUT_MS = 60_000
const SECRET_KEY = /^qe_(sk|whsec)_/

/** Talks to the service with a client token. Throws `CaptureError`s only. */
export function createKartuService(access: ServiceAccess): KartuService {
  if (SECRET_KEY.test(access.token)) {
    throw new CaptureError('not_allowed', 'a secret key has no place in a browser: use a client token')
  }
  const clientWith = (fetch?: typeof globalThis.fetch) =>
    createKartuClient({
      baseUrl: access.serviceUrl,
      apiKey: access.token,
      retries: RETRIES,
      ...(fetch && { fetch }),
    })
  const { customerId } = access
  return {
    async issueChallenge() {
      const answer = await asCaptureError(clientWith().issueChallenge({ customerId }))
      return answer.flashChallenge
    },
    async sign(captured, challenge, idempotencyKey) {
      const unsigned = {
        ...composeBundle(captured, challenge),
        ...(access.consent && { consent: access.consent }),
      }
      const bundle = await signBundle(unsigned, secretBytes(challenge.hmacSecret))
      return { bundle, idempotencyKey }
    },
    async submit({ bundle, idempotencyKey }, onProgress) {
      const client = clientWith(createUploadFetch(onProgress, REQUEST_TIMEOUT_MS))
      const request = { customerId, bundle } as unknown as Parameters<typeof client.submitCapture>[0]
      return asCaptureError(client.submitCapture(request, { idempotencyKey }))
    },
  }
}

/** The bundle of contract §5. The nonce is always in it: it is what a browser can sign with. */
export function composeBundle({ frames, capturedAt, flash }: CapturedFrames, challenge: FlashChallenge) {
  const shown =
    flash === null
      ? {}
      : {
          flashSource: 'screen' as const,
          frameTimesMs: [...flash.frameTimesMs],
          flashSamples: thinOut(flash.samples),
        }
  return {
    version: '1.0' as const,
    sdkVersion: SDK_VERSION,
    platform: 'web' as const,
    frames,
    capturedAt: capturedAt.toISOString(),
    flashChallengeNonce: challenge.nonce,
    ...shown,
  }
}

/** At most as many samples as a bundle takes, spread evenly: cameras of 120 pictures a second exist. */
function thinOut(samples: readonly FlashSample[]): FlashSample[] {
  const step = Math.ceil(samples.length / FLASH_SAMPLES_MAX)
  return samples.filter((_sample, index) => index % step === 0).map((sample) => ({ ...sample }))
}

const CODES: Readonly<Record<string, CaptureError['code']>> = {
  client_token_expired: 'token_expired',
  unauthorised: 'not_allowed',
  origin_not_allowed: 'not_allowed',
  customer_not_allowed: 'not_allowed',
  challenge_expired: 'challenge_expired',
  challenge_consumed: 'challenge_expired',
  challenge_unknown: 'challenge_expired',
  captured_at_out_of_window: 'challenge_expired',
  rate_limited: 'service_busy',
}
const BUSY_STATUS = 503

async function asCaptureError<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof KartuApiError))
      throw new CaptureError('offline', 'the service did not answer', { cause: error })
    const code = CODES[error.code] ?? (error.status === BUSY_STATUS ? 'service_busy' : 'service_failed')
    throw new CaptureError(code, `the service answered ${error.code}`, { cause: error })
  }
}
