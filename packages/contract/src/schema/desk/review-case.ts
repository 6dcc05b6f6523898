import { FIELD_NAMES } from '@kartu/core'
import { z } from 'zod'
import { ktpBundleDetailSchema } from '../ktp-bundle.ts'
import { idSchema, instantSchema, kycLevelSchema } from '../primitives.ts'
import { verificationSchema } from '../verification.ts'
import { reviewClaimSchema, reviewCustomerSchema, reviewVerdictSchema, reviewViewSchema } from './reviews.ts'

/** Another customer whose card shows the same face. */
export const faceMatchSchema = z.looseObject({
  customerId: idSchema('cus'),
  fullName: z.string().nullable(),
  /** 0–1; 1 is the same picture. */
  similarity: z.number().min(0).max(1),
})

export const reviewDecisionSchema = z.looseObject({
  verificationId: idSchema('ver'),
  status: z.string(),
  reason: z.string(),
  reasonCode: z.string().nullable(),
  /** The person's name. */
  actor: z.string(),
  at: instantSchema,
})

export const timelineEntrySchema = z.looseObject({
  at: instantSchema,
  action: z.string(),
  /** A name, or the id of a key; null: the service itself. */
  actor: z.string().nullable(),
})

/** `GET /api/desk/reviews/{bundleId}`: everything an analyst decides by, but the pictures. */
export const reviewCaseSchema = z.looseObject({
  bundle: ktpBundleDetailSchema,
  customer: reviewCustomerSchema.extend({ kycLevel: kycLevelSchema, createdAt: instantSchema }),
  /** The verification that counts now, which a decision overrides. */
  verification: verificationSchema,
  verdict: reviewVerdictSchema,
  claim: reviewClaimSchema.nullable(),
  /** The caller's own view of the pictures, while it is open. */
  view: reviewViewSchema.nullable(),
  flash: z.looseObject({ colors: z.array(z.string()), holdMs: z.array(z.number()) }).nullable(),
  /** Voters whose evidence can be drawn. */
  pictures: z.array(z.string()),
  /** Fields whose line on the card is known. */
  lines: z.array(z.enum(FIELD_NAMES)),
  /** Null: no face was found. */
  face: z.looseObject({ comparable: z.boolean(), matches: z.array(faceMatchSchema) }).nullable(),
  /** The customer's verifications, newest first. */
  history: z.array(verificationSchema),
  timeline: z.array(timelineEntrySchema),
  /** Decisions that were not taken back, oldest first. */
  decisions: z.array(reviewDecisionSchema),
  consent: z.looseObject({ version: z.string(), givenAt: z.string() }).nullable(),
  fourEyes: z.boolean(),
})

export type FaceMatch = z.infer<typeof faceMatchSchema>
export type ReviewDecision = z.infer<typeof reviewDecisionSchema>
export type TimelineEntry = z.infer<typeof timelineEntrySchema>
export type ReviewCase = z.infer<typeof reviewCaseSchema>
