import { KartuError } from '@kartu/core'
import { errorBody, ERRORS, isErrorCode, ROUTES, type ErrorCode } from '@kartu/contract'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import plugin from 'fastify-plugin'
import type { Metrics } from '../metrics.ts'
import { routePattern } from './request-trace.ts'

/** Seconds after which what was busy is worth another try, when nothing better is known. */
const RETRY_AFTER_SECONDS = 2

/** The framework's own refusals, by its codes; whatever else it refuses with a 4xx is a malformed request. */
const FRAMEWORK_CODES: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'payload_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'json_invalid',
  FST_ERR_CTP_INVALID_JSON_BODY: 'json_invalid',
}

/** Codes of parts behind the API that a caller meets under another name. */
const OWN_CODES: Readonly<Record<string, ErrorCode>> = { blob_unavailable: 'not_ready' }

/** The database is away, restarting, or out of connections: SQLSTATE classes 08, 53, 57 and the socket's own codes. */
const UNAVAILABLE = /^(08|53|57)[0-9A-Z]{3}$|^(ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT|ENOSPC|EMFILE)$/

/** What the pool says, without a code, when no connection came free in time or one broke under a query. */
const POOL_MESSAGES: ReadonlySet<string> = new Set([
  'timeout exceeded when trying to connect',
  'Connection terminated unexpectedly',
  'Connection terminated due to connection timeout',
])

/** A text that PostgreSQL can't hold: U+0000, in a column or inside JSON. Only a caller's own text can be one. */
const UNSTORABLE: ReadonlySet<string> = new Set(['22021', '22P05'])

/** Turns whatever was thrown into one row of the contract's error table; a code outside the table is a bug: 500. */
export const errorAnswers = plugin((app: FastifyInstance, options: { readonly metrics: Metrics }, done) => {
  app.setErrorHandler(async (error, request, reply) => {
    const code = codeOf(error)
    const status = ERRORS[code].status
    if (status >= 500) {
      options.metrics.countFault(code)
      request.log.error({ err: error, code, route: routePattern(request) }, 'request failed')
    } else {
      request.log.debug({ code, route: routePattern(request) }, 'request refused')
    }
    return answer(request, reply, code, error instanceof KartuError ? error.details : undefined)
  })
  app.setNotFoundHandler(async (request, reply) => {
    const methods = methodsOf(request.url)
    if (methods.length > 0) void reply.header('allow', methods.join(', '))
    return answer(request, reply, methods.length > 0 ? 'method_not_allowed' : 'not_found', undefined)
  })
  done()
})

/** Answers what the framework refuses before any hook or handler of ours has run: an undecodable URL. */
export function answerBadUrl(_error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  void answer(request, reply, 'not_found', undefined)
}

const PATH_SHAPES = ROUTES.map((route) => ({
  method: route.method,
  shape: new RegExp(`^${route.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
}))

/** The methods that the API serves at a path; none for an unknown one. */
function methodsOf(url: string): readonly string[] {
  const path = url.split('?', 1)[0] ?? ''
  return PATH_SHAPES.filter(({ shape }) => shape.test(path)).map(({ method }) => method)
}

function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  code: ErrorCode,
  details: KartuError['details'],
): FastifyReply {
  const { status } = ERRORS[code]
  if ((status === 503 || code === 'idempotency_in_flight') && !reply.hasHeader('retry-after'))
    void reply.header('retry-after', RETRY_AFTER_SECONDS)
  const wait = details?.['retryAfterSeconds']
  if (typeof wait === 'number' && !reply.hasHeader('retry-after')) void reply.header('retry-after', wait)
  if (status === 401) void reply.header('www-authenticate', 'Bearer')
  return reply
    .code(status)
    .type('application/json')
    .send(errorBody(code, request.id, details))
}

/** The code on the wire for anything that can be thrown while serving. */
function codeOf(error: unknown): ErrorCode {
  if (error instanceof KartuError)
    return isErrorCode(error.code) ? error.code : (OWN_CODES[error.code] ?? 'internal')
  if (typeof error !== 'object' || error === null) return 'internal'
  const { code, statusCode, message } = error as { code?: unknown; statusCode?: unknown; message?: unknown }
  if (typeof message === 'string' && POOL_MESSAGES.has(message)) return 'not_ready'
  if (typeof code === 'string') {
    const known = FRAMEWORK_CODES[code]
    if (known !== undefined) return known
    if (UNAVAILABLE.test(code)) return 'not_ready'
    if (UNSTORABLE.has(code)) return 'validation_failed'
  }
  const refused = typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500
  return refused ? 'validation_failed' : 'internal'
}
