import { KartuError } from '@kartu/core'
import type { Principal } from './principal.ts'
import { authenticateApiKey } from '../store/api-keys.ts'
import { authenticateClientToken } from '../store/client-tokens.ts'
import type { StoreContext } from '../store/store-context.ts'

export interface Authenticator {
  /**
   * Resolves the `Authorization` header to who is asking.
   * @throws KartuError `unauthorised` | `client_token_expired`
   */
  identify(authorization: string | undefined): Promise<Principal>
}

const BEARER = /^Bearer ([A-Za-z0-9_-]{8,128})$/i
const CLIENT_TOKEN_PREFIX = 'qe_ct_'

/** Looks keys and client tokens up by their SHA-256: the database holds nothing a thief could present. */
export function createAuthenticator(ctx: StoreContext): Authenticator {
  return {
    identify: async (authorization) => {
      const token = BEARER.exec(authorization ?? '')?.[1]
      if (token === undefined) throw new KartuError('unauthorised', 'No bearer token, or a malformed one')
      return token.startsWith(CLIENT_TOKEN_PREFIX) ? identifyClient(ctx, token) : identifyKey(ctx, token)
    },
  }
}

async function identifyKey(ctx: StoreContext, token: string): Promise<Principal> {
  const found = await authenticateApiKey(ctx.db, token)
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
