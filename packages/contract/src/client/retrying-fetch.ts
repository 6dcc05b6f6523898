import { readApiError } from './kartu-api-error.ts'

const FIRST_DELAY_MS = 500
const DELAY_FACTOR = 2
const DELAY_MS_MAX = 30_000
const MS_PER_S = 1000
const TOO_MANY_REQUESTS = 429
const UNAVAILABLE = 503
/** An earlier attempt whose answer was lost is still being worked on: the next one gets its answer. */
const IN_FLIGHT = 'idempotency_in_flight'

export interface RetryOptions {
  readonly fetch: typeof globalThis.fetch
  /** Further attempts after the first one. */
  readonly retries: number
  readonly sleep: (delayMs: number) => Promise<void>
}

/**
 * Sends one request until it is answered: again after a network error, 429, 503 or `idempotency_in_flight`, waiting as `Retry-After` says, else twice as long
 * each time from half a second (at most 30 s). Every attempt is the same request, so a POST must carry an Idempotency-Key. Throws
 * `KartuApiError` for an error answer, and the network's error when the last attempt had none.
 */
export async function fetchWithRetries(url: URL, init: RequestInit, options: RetryOptions): Promise<unknown> {
  for (let attempt = 0; ; attempt += 1) {
    const outcome = await attemptOnce(url, init, options)
    if ('body' in outcome) return outcome.body
    if (!outcome.again || attempt >= options.retries) throw outcome.error
    await options.sleep(
      outcome.retryAfterMs ?? Math.min(FIRST_DELAY_MS * DELAY_FACTOR ** attempt, DELAY_MS_MAX),
    )
  }
}

type Outcome =
  | { readonly body: unknown }
  | { readonly error: unknown; readonly again: boolean; readonly retryAfterMs: number | null }

async function attemptOnce(url: URL, init: RequestInit, { fetch }: RetryOptions): Promise<Outcome> {
  let response: Response
  try {
    response = await fetch(url, init)
    if (response.ok) return { body: await response.json() }
  } catch (error) {
    return { error, again: init.signal?.aborted !== true, retryAfterMs: null }
  }
  const error = await readApiError(response)
  const again =
    response.status === TOO_MANY_REQUESTS || response.status === UNAVAILABLE || error.code === IN_FLIGHT
  return { error, again, retryAfterMs: retryAfterMs(response) }
}

/** The header in seconds; its date form is not used by the service. Capped, so that a proxy cannot park a caller for hours. */
function retryAfterMs(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds * MS_PER_S, DELAY_MS_MAX) : null
}
