import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { KartuError } from '@kartu/core'
import { Webhook } from 'standardwebhooks'
import { assertTarget, guardedLookup } from './guard-target.ts'

const TIMEOUT_MS = 15_000
const USER_AGENT = 'Kartu-Webhooks/1'

export interface OutgoingWebhook {
  readonly url: string
  /** Id of the event: the same in every try and replay, so that a receiver knows what it has seen. */
  readonly id: string
  readonly body: string
  readonly atMs: number
  /** `whsec_…`, newest first: each adds a signature. */
  readonly secrets: readonly string[]
}

/** `webhook-signature`: one `v1,<base64>` for every secret, separated by spaces (Standard Webhooks 1.0). */
const signaturesOf = ({ id, atMs, body, secrets }: Omit<OutgoingWebhook, 'url'>): string =>
  secrets.map((secret) => new Webhook(secret).sign(id, new Date(atMs), body)).join(' ')

/**
 * Posts a webhook once; answers the receiver's status. Redirects are not followed, since a receiver could send the service where its
 * owner may not; what the receiver answers beyond its status is not read.
 * @throws KartuError `webhook_target_refused` | `webhook_timeout` | `webhook_unreachable`
 */
export async function sendWebhook(outgoing: OutgoingWebhook, allowPrivate: boolean): Promise<number> {
  assertTarget(outgoing.url, allowPrivate)
  const send = outgoing.url.startsWith('https:') ? requestHttps : requestHttp
  return new Promise((resolve, reject) => {
    const sent = send(outgoing.url, {
      method: 'POST',
      agent: false,
      lookup: guardedLookup(allowPrivate),
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(outgoing.body),
        'user-agent': USER_AGENT,
        'webhook-id': outgoing.id,
        'webhook-timestamp': String(Math.floor(outgoing.atMs / 1000)),
        'webhook-signature': signaturesOf(outgoing),
      },
    })
    sent.on('response', (response) => {
      response.destroy()
      resolve(response.statusCode ?? 0)
    })
    sent.on('error', (error) => reject(asKartuError(error)))
    sent.end(outgoing.body)
  })
}

/** Nothing of the target's own words goes on: they may be anything. */
function asKartuError(error: Error): KartuError {
  if (error instanceof KartuError) return error
  if (error.name === 'TimeoutError' || error.name === 'AbortError')
    return new KartuError('webhook_timeout', 'The receiver did not answer in time')
  return new KartuError('webhook_unreachable', 'The receiver could not be reached')
}
