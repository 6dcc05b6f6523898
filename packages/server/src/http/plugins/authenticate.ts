import { KartuError } from '@kartu/core'
import { isOpen, type Route } from '@kartu/contract'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import plugin from 'fastify-plugin'
import type { Authenticator } from '../authenticator.ts'
import { demandOwnOrigin } from '../demand-own-origin.ts'
import type { Principal, UserPrincipal } from '../principal.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Set on routes that ask for one, once the request has been authenticated. */
    principal: Principal | undefined
    /** Why authentication failed; raised only after the attempt was counted against the caller's address. */
    authenticationFailure: KartuError | undefined
  }
  interface FastifyContextConfig {
    /** The contract's row for this route; absent on probes and pages. */
    operation?: Route
  }
}

/** Query parameters that people put secrets in; a URL ends up in logs, histories and referrers. */
const TOKEN_PARAMETERS = [
  'token',
  'access_token',
  'api_key',
  'apikey',
  'key',
  'authorization',
  'client_token',
]
const TOKEN_SHAPE = /qe_(sk|ct|whsec)_/
/** What is open to somebody whose password another person has seen. */
const BEFORE_PASSWORD_CHANGE: ReadonlySet<string> = new Set(['getSession', 'changePassword', 'signOut'])

interface AuthenticateOptions {
  readonly authenticator: Authenticator
  readonly publicUrl: string | null
}

/**
 * Two steps, because even a refused attempt must be counted and carry the rate headers: `onRequest` finds out who asks
 * without complaining, the limiter counts, and `preParsing`, still before any byte of the body is read, refuses.
 */
export const authenticate = plugin((app: FastifyInstance, options: AuthenticateOptions, done) => {
  app.decorateRequest('principal', undefined)
  app.decorateRequest('authenticationFailure', undefined)

  app.addHook('onRequest', async (request) => {
    const operation = request.routeOptions.config.operation
    if (operation === undefined) return
    try {
      refuseTokenInQuery(request)
      if (isOpen(operation)) return
      request.principal = await options.authenticator.identify(request.headers, operation)
    } catch (error) {
      if (!(error instanceof KartuError)) throw error
      request.authenticationFailure = error
    }
  })

  app.addHook('preParsing', async (request) => {
    if (request.authenticationFailure !== undefined) throw request.authenticationFailure
    const operation = request.routeOptions.config.operation
    if (operation === undefined || isOpen(operation)) return
    permit(request, operation, options.publicUrl)
  })
  done()
})

function refuseTokenInQuery(request: FastifyRequest): void {
  const query = request.url.indexOf('?')
  if (query < 0) return
  const parameters = new URLSearchParams(request.url.slice(query + 1))
  for (const [name, value] of parameters) {
    if (TOKEN_PARAMETERS.includes(name.toLowerCase()) || TOKEN_SHAPE.test(value)) {
      throw new KartuError('token_in_query', 'A secret was sent in the query string')
    }
  }
}

/** Throws `scope_missing` (naming the scope), `operation_not_allowed`, `origin_not_allowed` or `unauthorised`. */
function permit(request: FastifyRequest, operation: Route, publicUrl: string | null): void {
  const principal = request.principal
  if (principal === undefined)
    throw new KartuError('unauthorised', 'No principal on a route that asks for one')
  if (principal.kind === 'user') {
    demandOwnOrigin(request, publicUrl)
    return permitUser(principal, operation)
  }
  const { scope } = operation
  if (scope === null) throw new KartuError('operation_not_allowed', 'The operation asks for a person')
  if (principal.kind === 'key') {
    if (!principal.scopes.has(scope)) {
      throw new KartuError('scope_missing', `This key lacks the scope ${scope}`, { scope })
    }
    return
  }
  if (!operation.clientToken) {
    throw new KartuError('operation_not_allowed', 'A client token is good for the two KTP endpoints only')
  }
  const origin = request.headers.origin
  if (origin === undefined || !principal.origins.includes(origin)) {
    throw new KartuError('origin_not_allowed', 'The request comes from an origin the token is not bound to')
  }
}

/** Throws `password_change_required`, or `role_missing` naming the roles. */
function permitUser(principal: UserPrincipal, { id, roles }: Route): void {
  if (principal.mustChangePassword && !BEFORE_PASSWORD_CHANGE.has(id)) {
    throw new KartuError('password_change_required', 'The one-time password has not been changed')
  }
  if (roles === null || !roles.includes(principal.role)) {
    throw new KartuError('role_missing', 'The role may not do that', { roles: roles ?? [] })
  }
}
