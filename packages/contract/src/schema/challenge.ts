import { z } from 'zod'
import { LIMITS } from '../limits.ts'
import { idSchema, instantSchema, referenceSchema } from './primitives.ts'

/** `POST /api/identity/document/ktp/challenge` (contract §3). */
export const challengeRequestSchema = z.looseObject({
  customerId: referenceSchema,
  steps: z
    .int()
    .min(LIMITS.challengeStepsMin)
    .max(LIMITS.challengeStepsMax)
    .default(LIMITS.challengeStepsDefault),
  ttlMs: z
    .int()
    .min(LIMITS.challengeTtlMsMin)
    .max(LIMITS.challengeTtlMsMax)
    .default(LIMITS.challengeTtlMsDefault),
})

export const challengeResponseSchema = z.looseObject({
  flashChallenge: z.looseObject({
    id: idSchema('fc'),
    purpose: z.literal('ktp'),
    /** UUIDv4. */
    nonce: z.string().min(1),
    /** Shown full-screen in this order, each as long as the entry of `holdMs` at its place. */
    colors: z.array(z.string().regex(/^#[0-9A-F]{6}$/)),
    holdMs: z.array(z.int().positive()),
    expiresAt: instantSchema,
    /** Signs the bundle of a web SDK; given once. */
    hmacSecret: z.string().startsWith('qe_whsec_'),
  }),
})

export type ChallengeRequest = z.input<typeof challengeRequestSchema>
/** The request with its defaults filled in. */
export type ChallengeOrder = z.output<typeof challengeRequestSchema>
export type ChallengeResponse = z.infer<typeof challengeResponseSchema>
