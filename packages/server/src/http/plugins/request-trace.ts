import type { FastifyInstance, FastifyRequest } from 'fastify'
import plugin from 'fastify-plugin'
import type { Metrics } from '../metrics.ts'

const SECOND_MS = 1000
const UNKNOWN_ROUTE = 'unmatched'

/** The registered pattern, never the URL: a URL may carry an identifier or a token somebody put into a query. */
export function routePattern(request: FastifyRequest): string {
  return request.routeOptions.url ?? UNKNOWN_ROUTE
}

/** Names every answer by its request id, and leaves one log line and one measurement for each. */
export const requestTrace = plugin((app: FastifyInstance, options: { readonly metrics: Metrics }, done) => {
  app.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id)
  })
  app.addHook('onResponse', async (request, reply) => {
    const route = routePattern(request)
    options.metrics.observeRequest(request.method, route, reply.statusCode, reply.elapsedTime / SECOND_MS)
    request.log.info(
      {
        method: request.method,
        route,
        status: reply.statusCode,
        durationMs: Math.round(reply.elapsedTime),
        organisationId: request.principal?.organisationId,
        principalId: request.principal?.principalId,
      },
      'answered',
    )
  })
  done()
})
