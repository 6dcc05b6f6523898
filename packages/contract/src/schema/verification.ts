import { z } from 'zod'
import { customerSchema } from './customer.ts'
import { verificationStatusSchema } from './capture-response.ts'
import { assuranceTierSchema, idSchema, instantSchema, kycLevelSchema } from './primitives.ts'
import { ktpBundleDetailSchema } from './ktp-bundle.ts'

export const VERIFICATION_METHODS = ['ktp_capture', 'nik_format'] as const

/** One immutable verification. An override is a new one, with `actorUserId` and `overrides` (contract §8). */
export const verificationSchema = z.looseObject({
  id: idSchema('ver'),
  customerId: idSchema('cus'),
  method: z.enum(VERIFICATION_METHODS),
  status: verificationStatusSchema,
  score: z.int().min(0).max(100).nullable(),
  assuranceTier: assuranceTierSchema.nullable(),
  ktpBundleId: idSchema('ktpb').nullable(),
  reason: z.string().nullable(),
  /** The analyst who overrode; null for the service's own judgement. */
  actorUserId: idSchema('usr').nullable(),
  /** The verification that this one replaces. */
  overrides: idSchema('ver').nullable(),
  createdAt: instantSchema,
})

/** `GET /api/identity/verifications/{id}` (contract §7). */
export const verificationResponseSchema = z.looseObject({
  verification: verificationSchema,
  ktpBundle: ktpBundleDetailSchema.nullable(),
})

/** One change of a customer's level. */
export const kycEventSchema = z.looseObject({
  id: idSchema('kte'),
  from: kycLevelSchema,
  to: kycLevelSchema,
  reason: z.string(),
  /** `system`, or the id of the user who caused it. */
  actor: z.string(),
  verificationId: idSchema('ver').nullable(),
  at: instantSchema,
})

/** `GET /api/identity/kyc/{customerId}` (contract §2): verifications and history, newest first. */
export const kycResponseSchema = z.looseObject({
  customer: customerSchema,
  verifications: z.array(verificationSchema),
  tierHistory: z.array(kycEventSchema),
})

export type Verification = z.infer<typeof verificationSchema>
export type VerificationResponse = z.infer<typeof verificationResponseSchema>
export type KycEvent = z.infer<typeof kycEventSchema>
export type KycResponse = z.infer<typeof kycResponseSchema>
