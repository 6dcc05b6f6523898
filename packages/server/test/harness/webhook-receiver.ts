import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface ReceivedWebhook {
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** An integrator's server on a real socket: keeps what it is sent and answers what the test tells it to. */
export interface WebhookReceiver {
  readonly url: string
  readonly received: ReceivedWebhook[]
  /** What the next requests are answered, the last one from then on. */
  answer(...statuses: number[]): void
  /** Resolves once so many have arrived. */
  waitFor(count: number): Promise<readonly ReceivedWebhook[]>
  close(): Promise<void>
}

const PATIENCE_MS = 20_000
const LOOK_MS = 20

export async function openWebhookReceiver(): Promise<WebhookReceiver> {
  const received: ReceivedWebhook[] = []
  let statuses = [204]
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') })
      const status = statuses.length > 1 ? statuses.shift()! : statuses[0]!
      response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    answer(...next) {
      statuses = next
    },
    async waitFor(count) {
      const until = Date.now() + PATIENCE_MS
      while (received.length < count) {
        if (Date.now() > until) throw new Error(`only ${received.length} of ${count} webhooks came`)
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
      }
      return received
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
