import { z } from 'zod'
import { idSchema, instantSchema } from '../primitives.ts'
import { verificationSchema } from '../verification.ts'

const REASON_CHARS_MAX = 500
/** A verification is immutable and outlives an erasure: the one number that names a person must not get into it. */
const NIK_LIKE = /\d(?:[\s.-]?\d){15}/

const decisionReasonSchema = z
  .string()
  .trim()
  .min(1)
  .max(REASON_CHARS_MAX)
  .refine((text) => !NIK_LIKE.test(text), { error: 'must not hold a NIK' })

/** `POST /api/identity/verifications/{id}/override` (contract §8). `reasonCode` is the desk's word for the reason. */
export const overrideRequestSchema = z.looseObject({
  status: z.enum(['verified', 'failed']),
  reason: decisionReasonSchema,
  reasonCode: z
    .string()
    .regex(/^[a-z][a-z_]{0,63}$/)
    .optional(),
})

/** Written: the new verification, which can be taken back until `undoableUntil`; its events leave only then. */
export const decisionResponseSchema = z.looseObject({
  verification: verificationSchema,
  undoableUntil: instantSchema.nullable(),
})

/** Laid before a second person (202). */
export const proposedResponseSchema = z.looseObject({
  proposal: z.looseObject({ id: idSchema('prp') }),
})

/** `GET /api/desk/proposals`: what waits for a second signature, oldest first. */
export const proposalsResponseSchema = z.looseObject({
  proposals: z.array(
    z.looseObject({
      id: idSchema('prp'),
      verificationId: idSchema('ver'),
      bundleId: idSchema('ktpb').nullable(),
      customer: z.looseObject({ id: idSchema('cus'), fullName: z.string().nullable() }),
      proposedBy: z.looseObject({ id: idSchema('usr'), name: z.string() }),
      proposedAt: instantSchema,
      reason: z.string(),
      reasonCode: z.string().nullable(),
      mine: z.boolean(),
    }),
  ),
})

export type DecisionResponse = z.infer<typeof decisionResponseSchema>
export type ProposedResponse = z.infer<typeof proposedResponseSchema>
export type ProposalsResponse = z.infer<typeof proposalsResponseSchema>
