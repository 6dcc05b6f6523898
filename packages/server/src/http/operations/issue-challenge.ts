import { randomUUID } from 'node:crypto'
import { challengeRequestSchema, type ChallengeResponse } from '@kartu/contract'
import { createId, generateChallengeColors } from '@kartu/core'
import { insertChallenge } from '../../store/flash-challenges.ts'
import { createSecretText } from '../../store/secret-text.ts'
import { demandCustomer } from '../../verify/resolve-signer.ts'
import { defineOperation } from '../operation.ts'

/** A single-use colour sequence with the secret that signs what was captured under it (contract §3). */
export const issueChallenge = defineOperation({
  id: 'issueChallenge',
  body: challengeRequestSchema,
  async handle({ principal, body }, { ctx }) {
    const { organisationId } = principal
    await demandCustomer(ctx, principal, body.customerId)
    const issuedAtMs = ctx.clock.nowMs()
    const { palette } = principal.organisation
    const { colors, holdMs } = generateChallengeColors(ctx.random, { steps: body.steps, palette })
    const challenge = {
      id: createId('fc', issuedAtMs, ctx.random),
      nonce: randomUUID(),
      colors: [...colors],
      holdMs: [...holdMs],
      hmacSecret: `qe_whsec_${createSecretText(ctx.random)}`,
    }
    const expiresAtMs = issuedAtMs + body.ttlMs
    const row = { ...challenge, customerId: body.customerId, issuedAtMs, expiresAtMs }
    await insertChallenge(ctx.db, ctx.keys, organisationId, row)
    const answer: ChallengeResponse = {
      flashChallenge: { ...challenge, purpose: 'ktp', expiresAt: new Date(expiresAtMs).toISOString() },
    }
    return { status: 201, body: answer }
  },
})
