import { clientTokenRequestSchema, type ClientTokenResponse } from '@kartu/contract'
import { KartuError } from '@kartu/core'
import { issueClientToken as issue } from '../../store/client-tokens.ts'
import { demandCustomer } from '../../verify/resolve-signer.ts'
import { defineOperation } from '../operation.ts'

/**
 * A token for one customer's browser (contract §1). Without `origins` it is good for the service's own pages and the
 * operator's and the organisation's configured origins; with none of those there is nowhere it could be used, so the caller must name some.
 */
export const issueClientToken = defineOperation({
  id: 'issueClientToken',
  body: clientTokenRequestSchema,
  async handle({ principal, body }, { ctx, config }) {
    const { organisationId, principalId } = principal
    await demandCustomer(ctx, principal, body.customerId)
    const ownOrigin = config.publicUrl === null ? [] : [new URL(config.publicUrl).origin]
    const configured = [...ownOrigin, ...principal.organisation.clientTokenOrigins, ...config.corsOrigins]
    const origins = body.origins ?? [...new Set(configured)]
    if (origins.length === 0) {
      throw new KartuError('validation_failed', 'A client token needs an origin', {
        fieldErrors: { origins: ['required: neither PUBLIC_URL nor CORS_ORIGINS is configured'] },
      })
    }
    const { token, expiresAt } = await issue(ctx, organisationId, {
      customerId: body.customerId,
      apiKeyId: principalId,
      origins,
      ttlMs: body.ttlMs,
    })
    const answer: ClientTokenResponse = {
      clientToken: { token, customerId: body.customerId, origins, expiresAt: expiresAt.toISOString() },
    }
    return { status: 201, body: answer }
  },
})
