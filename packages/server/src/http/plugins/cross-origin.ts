import cors from '@fastify/cors'
import { ROUTES } from '@kartu/contract'
import type { FastifyInstance } from 'fastify'
import plugin from 'fastify-plugin'

const PREFLIGHT_CACHE_SECONDS = 600
const EXPOSED_HEADERS = [
  'X-Request-Id',
  'X-RateLimit-Limit',
  'X-RateLimit-Remaining',
  'X-RateLimit-Reset',
  'Retry-After',
]
const BROWSER_PATHS: ReadonlySet<string> = new Set(
  ROUTES.filter((route) => route.clientToken).map((route) => route.path),
)

/**
 * The two KTP endpoints answer any origin, because a preflight carries no token to judge by: the token itself is bound to
 * its origins and checked on the real request. Everything else answers the operator's origins only. Never cookies.
 */
export const crossOrigin = plugin(async (app: FastifyInstance, options: { origins: readonly string[] }) => {
  await app.register(cors, {
    hook: 'onRequest',
    delegator: (request, callback) => {
      const path = request.url.split('?', 1)[0] ?? ''
      callback(null, {
        origin: BROWSER_PATHS.has(path) ? true : [...options.origins],
        methods: ['GET', 'POST'],
        allowedHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key'],
        exposedHeaders: EXPOSED_HEADERS,
        credentials: false,
        maxAge: PREFLIGHT_CACHE_SECONDS,
        strictPreflight: false,
      })
    },
  })
})
