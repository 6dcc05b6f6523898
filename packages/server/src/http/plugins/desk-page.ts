import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import files from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'

const PAGE = '/desk'
/** Written by `packages/dashboard/scripts/build-dashboard.ts`, which `npm start` runs first. */
const BUILT_PAGES = fileURLToPath(new URL('../../../../dashboard/dist/', import.meta.url))

/**
 * The one policy that stands between a card's stolen pictures and a script smuggled into a name: nothing but the page's own files runs,
 * nothing is inline, nothing is evaluated, and nobody may show the desk in a frame (clickjacking an acceptance).
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  // Pictures under review come from the service itself, or are held by the page as blobs.
  "img-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** The analysts' dashboard at `/desk`. Its pages live in one document, whatever path below it is asked for. Left out where it was not built. */
export async function deskPage(app: FastifyInstance): Promise<void> {
  if (!existsSync(`${BUILT_PAGES}index.html`)) {
    app.log.warn('the dashboard was not built: there is no /desk')
    return
  }
  const document = readFileSync(`${BUILT_PAGES}index.html`, 'utf8')
  const show = async (_request: unknown, reply: FastifyReply): Promise<FastifyReply> =>
    reply
      .header('content-security-policy', POLICY)
      .header('permissions-policy', 'camera=(), microphone=(), geolocation=()')
      .header('cross-origin-opener-policy', 'same-origin')
      .header('cross-origin-resource-policy', 'same-origin')
      .type('text/html; charset=utf-8')
      .send(document)
  // Files carry their digest in their name: what a name stands for never changes.
  await app.register(files, {
    root: `${BUILT_PAGES}assets`,
    prefix: `${PAGE}/assets/`,
    index: false,
    decorateReply: false,
    maxAge: '365d',
    immutable: true,
  })
  app.get(`${PAGE}/icon.svg`, async (_request, reply) =>
    reply.type('image/svg+xml').send(readFileSync(`${BUILT_PAGES}icon.svg`)),
  )
  app.get(PAGE, show)
  app.get(`${PAGE}/*`, show)
}
