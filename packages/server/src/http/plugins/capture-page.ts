import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import files from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'

const PAGE = '/capture'
/** Written by `packages/web-sdk/scripts/build-sdk.ts`, which `npm start` runs first. */
const BUILT_PAGES = fileURLToPath(new URL('../../../../web-sdk/dist/', import.meta.url))

export interface CapturePageOptions {
  /** Origins of institutions that may show the page in a frame of theirs. */
  readonly embedders: readonly string[]
}

/**
 * The hosted capture page at `/capture` with its scripts below, under a policy that allows nothing but its own files: no inline
 * script or style, no evaluation, no WebAssembly. Left out where it was not built.
 */
export async function capturePage(app: FastifyInstance, options: CapturePageOptions): Promise<void> {
  if (!existsSync(BUILT_PAGES)) {
    app.log.warn('the capture page was not built: there is no /capture')
    return
  }
  const policy = policyFor(options.embedders)
  const allow = (reply: FastifyReply): void => {
    void reply.header('content-security-policy', policy)
    void reply.header('permissions-policy', 'camera=(self), microphone=(), geolocation=()')
    // Said by frame-ancestors, which knows more than one origin.
    void reply.removeHeader('x-frame-options')
  }
  await app.register(files, { root: BUILT_PAGES, prefix: `${PAGE}/`, index: false, decorateReply: true })
  app.get(PAGE, async (_request, reply) => {
    allow(reply)
    return reply.sendFile('capture.html', { cacheControl: false })
  })
}

function policyFor(embedders: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    "style-src 'self'",
    // The pictures under review are blobs of the page's own.
    "img-src 'self' blob:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${["'self'", ...embedders].join(' ')}`,
  ].join('; ')
}
