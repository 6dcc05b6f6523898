import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'

export interface ReceivedEvent {
  readonly type: string
  readonly id: string
  readonly timestamp: string
  readonly signature: string
  readonly body: string
}

export interface WebhookReceiver {
  readonly url: string
  readonly received: readonly ReceivedEvent[]
  close(): Promise<void>
}

/** A real HTTP server that takes webhooks as an institution's own would. */
export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const received: ReceivedEvent[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8')
      const header = (name: string): string => String(request.headers[name] ?? '')
      received.push({
        type: (JSON.parse(body) as { type: string }).type,
        id: header('webhook-id'),
        timestamp: header('webhook-timestamp'),
        signature: header('webhook-signature'),
        body,
      })
      response.writeHead(204).end()
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port to listen on')
  return {
    url: `http://127.0.0.1:${address.port}/kartu`,
    received,
    close: async () => {
      server.close()
      await once(server, 'close')
    },
  }
}

/** The signature that Standard Webhooks asks for: of id, timestamp and body, by the secret's bytes. */
export function signatureOf(event: ReceivedEvent, secret: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const signed = createHmac('sha256', key)
    .update(`${event.id}.${event.timestamp}.${event.body}`)
    .digest('base64')
  return `v1,${signed}`
}
