import { randomUUID } from 'node:crypto'
import { LIMITS } from '@kartu/contract'
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import type { Dependencies } from './http/dependencies.ts'
import { OPERATIONS } from './http/operations/index.ts'
import { admission } from './http/plugins/admission.ts'
import { authenticate } from './http/plugins/authenticate.ts'
import { capturePage } from './http/plugins/capture-page.ts'
import { crossOrigin } from './http/plugins/cross-origin.ts'
import { deskPage } from './http/plugins/desk-page.ts'
import { answerBadUrl, errorAnswers } from './http/plugins/error-answers.ts'
import { jsonBody } from './http/plugins/json-body.ts'
import { rateLimit } from './http/plugins/rate-limit.ts'
import { referencePage } from './http/plugins/reference-page.ts'
import { requestTrace } from './http/plugins/request-trace.ts'
import { securityHeaders } from './http/plugins/security-headers.ts'
import { registerOperations } from './http/register-operations.ts'
import { registerSignIn } from './http/register-sign-in.ts'
import { registerProbes } from './http/probes.ts'

/** A phone on a bad line needs time for a few megabytes; a trickle that takes longer is an attack on sockets. */
const REQUEST_TIMEOUT_MS = 60_000
const KEEP_ALIVE_TIMEOUT_MS = 72_000

/**
 * Pure composition. The order is the order of the hooks: trace, headers, cross-origin, who asks, how often, admission,
 * then the body, then the operation. Nothing here decides anything.
 */
export async function buildApp(deps: Dependencies): Promise<FastifyInstance> {
  const { config } = deps
  const app: FastifyInstance = Fastify({
    loggerInstance: deps.logger as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => `req_${randomUUID()}`,
    bodyLimit: LIMITS.bodyBytesMax,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    trustProxy: trustedProxies(config.trustProxy),
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: false },
    frameworkErrors: answerBadUrl,
    return503OnClosing: true,
    forceCloseConnections: 'idle',
  })
  await app.register(errorAnswers, { metrics: deps.metrics })
  await app.register(requestTrace, { metrics: deps.metrics })
  await app.register(securityHeaders)
  await app.register(crossOrigin, { origins: config.corsOrigins })
  await app.register(authenticate, { authenticator: deps.authenticator, publicUrl: config.publicUrl })
  await app.register(rateLimit, deps.rateLimit)
  await app.register(admission, { intake: deps.intake })
  await app.register(jsonBody)
  registerProbes(app, deps)
  registerSignIn(app, deps)
  registerOperations(app, OPERATIONS, deps)
  await app.register(referencePage)
  await app.register(capturePage, { embedders: config.corsOrigins })
  await app.register(deskPage)
  return app
}

/** A number trusts that many hops, counted from us; names and addresses are Fastify's to parse. */
function trustedProxies(
  setting: string | number | null,
): string | boolean | ((address: string, hop: number) => boolean) {
  if (setting === null) return false
  return typeof setting === 'number' ? (_address, hop) => hop < setting : setting
}
