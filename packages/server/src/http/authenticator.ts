import type { Route } from '@kartu/contract'
import { KartuError } from '@kartu/core'
import type { Principal } from './principal.ts'
import { readSessionCookie } from './session-cookie.ts'
import { authenticateApiKey } from '../store/api-keys.ts'
import { authenticateClientToken } from '../store/client-tokens.ts'
import type { StoreContext } from '../store/store-context.ts'
import { authenticateSession } from '../store/user-sessions.ts'

export interface Authenticator {
  /**
   * Resolves what a request presents to who is asking: the `Authorization` header, or, where the operation is for people,
   * the session's cookie. @throws KartuError `unauthorised` | `client_token_expired`
   */
  identify(presented: Presented, route: Pick<Route, 'scope' | 'roles'>): Promise<Principal>
}

interface Presented {
  readonly authorization?: string | undefined
  readonly cookie?: string | undefined
  /** The desk's pages send it with what they fetch while nobody touches them. */
  readonly 'x-kartu-unattended'?: string | string[] | undefined
  readonly accept?: string | undefined
}

const BEARER = /^Bearer ([A-Za-z0-9_-]{8,128})$/i
const CLIENT_TOKEN_PREFIX = 'qe_ct_'

/** Looks keys and tokens up by their SHA-256: the database holds nothing a thief could present. */
export function createAuthenticator(
  ctx: StoreContext,
  site: { readonly publicUrl: string | null },
): Authenticator {
  return {
    identify: async (presented, route) => {
      const { authorization, cookie } = presented
      // A browser adds the cookie by itself; where a key is sent, the key is meant.
      if (authorization === undefined && route.roles !== null) {
        return identifyUser(ctx, readSessionCookie(cookie, site), isAttended(presented))
      }
      const token = BEARER.exec(authorization ?? '')?.[1]
      if (token === undefined) throw new KartuError('unauthorised', 'No bearer token, or a malformed one')
      return token.startsWith(CLIENT_TOKEN_PREFIX) ? identifyClient(ctx, token) : identifyKey(ctx, token)
    },
  }
}

async function identifyKey(ctx: StoreContext, token: string): Promise<Principal> {
  const found = await authenticateApiKey(ctx, token)
  if (found === undefined) throw new KartuError('unauthorised', 'Unknown or revoked API key')
  return {
    kind: 'key',
    organisationId: found.organisation.id,
    organisation: found.organisation,
    principalId: found.apiKey.id,
    scopes: new Set(found.apiKey.scopes),
    apiKey: found.apiKey,
  }
}

async function identifyClient(ctx: StoreContext, token: string): Promise<Principal> {
  const found = await authenticateClientToken(ctx.db, token)
  if (found === undefined) throw new KartuError('unauthorised', 'Unknown client token')
  if (found.expiresAt.getTime() <= ctx.clock.nowMs()) {
    throw new KartuError('client_token_expired', 'The client token has outlived its ttlMs')
  }
  return {
    kind: 'clientToken',
    organisationId: found.organisation.id,
    organisation: found.organisation,
    principalId: found.apiKeyId,
    customerId: found.customerId,
    origins: found.origins,
  }
}

/** Whether a person may be behind a request; a stream of events is opened again and again by the browser alone. */
function isAttended(presented: Presented): boolean {
  return presented['x-kartu-unattended'] === undefined && presented.accept !== 'text/event-stream'
}

async function identifyUser(
  ctx: StoreContext,
  token: string | undefined,
  attended: boolean,
): Promise<Principal> {
  const holder = token === undefined ? undefined : await authenticateSession(ctx, token, attended)
  if (holder === undefined) throw new KartuError('unauthorised', 'No session, or one that has ended')
  const { organisation, user, session } = holder
  return {
    kind: 'user',
    organisationId: organisation.id,
    organisation,
    principalId: user.id,
    userId: user.id,
    role: user.role,
    sessionId: session.id,
    mustChangePassword: user.mustChangePassword,
  }
}
