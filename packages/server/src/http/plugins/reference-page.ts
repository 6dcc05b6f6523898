import { createHash } from 'node:crypto'
import scalar from '@scalar/fastify-api-reference'
import openApi from '@kartu/contract/openapi.json' with { type: 'json' }
import type { FastifyInstance } from 'fastify'

const PAGE = '/reference'
const INLINE_SCRIPT = /<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g

/**
 * The API reference at `/reference`, rendered by Scalar from the committed document, with nothing loaded from elsewhere.
 * Its policy allows the one inline script by hash. Scalar writes styles at run time, so inline styles stay allowed, and
 * it evaluates no strings.
 */
export async function referencePage(app: FastifyInstance): Promise<void> {
  await app.register(scalar, {
    routePrefix: PAGE,
    configuration: {
      content: openApi,
      pageTitle: 'Kartu API',
      withDefaultFonts: false,
      telemetry: false,
      hideClientButton: true,
      agent: { disabled: true },
      mcp: { disabled: true },
    },
  })
  app.addHook('onSend', async (request, reply, payload) => {
    if (request.routeOptions.url?.startsWith(PAGE) === true && typeof payload === 'string') {
      void reply.header('content-security-policy', policyFor(payload))
    }
    return payload
  })
}

function policyFor(html: string): string {
  const hashes = [...html.matchAll(INLINE_SCRIPT)].map(
    ([, script = '']) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  )
  return [
    "default-src 'none'",
    `script-src 'self' ${hashes.join(' ')}`.trimEnd(),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
