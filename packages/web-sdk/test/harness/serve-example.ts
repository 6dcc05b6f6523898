import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'

const FOLDERS = ['../../examples/', '../../dist/'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
)
const TYPES: Readonly<Record<string, string>> = { html: 'text/html', js: 'text/javascript' }

export interface ExampleSite {
  readonly origin: string
  close(): Promise<void>
}

/**
 * An institution's own site: the plain example with its blanks filled in, under the policy that the README recommends. `service` is
 * another origin than its own.
 */
export async function serveExample(
  service: string,
  fill: (origin: string) => Promise<Readonly<Record<string, string>>>,
): Promise<ExampleSite> {
  const blanks: Record<string, string> = { SERVICE_URL: service }
  const server = createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://site').pathname.slice(1)
    void readExample(name, blanks).then((text) => {
      response.writeHead(text === null ? 404 : 200, {
        'content-type': TYPES[name.split('.').at(-1) ?? ''] ?? 'text/plain',
        'content-security-policy': `default-src 'none'; script-src 'self'; worker-src 'self'; img-src blob:; connect-src ${service}`,
      })
      response.end(text)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  Object.assign(blanks, await fill(origin))
  return {
    origin,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function readExample(name: string, blanks: Readonly<Record<string, string>>): Promise<string | null> {
  if (!/^[a-z-]+\.(html|js)$/.test(name)) return null
  const texts = await Promise.all(FOLDERS.map((folder) => readFile(folder + name, 'utf8').catch(() => null)))
  const text = texts.find((found) => found !== null) ?? null
  if (text === null || !name.endsWith('.html')) return text
  return Object.entries(blanks).reduce((filled, [blank, value]) => filled.replace(blank, value), text)
}
