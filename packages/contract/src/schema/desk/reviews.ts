import { z } from 'zod'
import { LIMITS } from '../../limits.ts'
import { bundleVerdictSchema } from '../capture-response.ts'
import { assuranceTierSchema, idSchema, instantSchema, referenceSchema } from '../primitives.ts'

/** A day in Jakarta, as a page's date field writes it. */
export const daySchema = z.iso.date()

/** What somebody may look at pictures of a card for. It stands in the audit log. */
export const VIEW_PURPOSES = [
  'review',
  'second_opinion',
  'customer_request',
  'complaint',
  'fraud_investigation',
  'audit',
] as const

const CUSTOMER_IDS = /^cus_[0-9A-Z]{26}(,cus_[0-9A-Z]{26}){0,99}$/

/** Why a capture is where it is: codes that a page has sentences for, the weightiest first. */
export const reviewVerdictSchema = z.looseObject({
  verdict: bundleVerdictSchema.nullable(),
  codes: z.array(z.string()),
})

/** That somebody is at a case, not who: colleagues need no more. */
export const reviewClaimSchema = z.looseObject({ mine: z.boolean(), until: instantSchema })

/** Who a case is about, as far as a list tells. */
export const reviewCustomerSchema = z.looseObject({
  id: idSchema('cus'),
  fullName: z.string().nullable(),
  externalId: z.string().nullable(),
})

export const reviewRowSchema = z.looseObject({
  bundleId: idSchema('ktpb'),
  customer: reviewCustomerSchema,
  receivedAt: instantSchema,
  score: z.int().nullable(),
  verdict: reviewVerdictSchema,
  claim: reviewClaimSchema.nullable(),
  decision: z.looseObject({ status: z.string(), at: instantSchema }).nullable(),
})

/** `GET /api/desk/reviews`: what waits, oldest first; what was decided, newest first. A filter it does not know is refused: ignored, it would list every case. */
export const reviewListQuerySchema = z.strictObject({
  state: z.enum(['open', 'mine', 'decided']).default('open'),
  tier: assuranceTierSchema.optional(),
  failedVoter: z
    .string()
    .regex(/^[a-z][a-z_]{0,63}$/)
    .optional(),
  from: daySchema.optional(),
  /** Inclusive. */
  to: daySchema.optional(),
  /** Ids, separated by commas, as a search for customers gave them: a name has no place in an address. */
  customers: z.string().regex(CUSTOMER_IDS).optional(),
  cursor: referenceSchema.optional(),
  limit: z.coerce.number().int().min(1).max(LIMITS.pageRowsMax).default(LIMITS.pageRowsDefault),
})

export const reviewListResponseSchema = z.looseObject({
  reviews: z.array(reviewRowSchema),
  total: z.int().min(0),
  nextCursor: z.string().nullable(),
})

/** `GET /api/desk/reviews/counts`. */
export const reviewCountsSchema = z.looseObject({
  open: z.int().min(0),
  mine: z.int().min(0),
  proposals: z.int().min(0),
  oldestWaitingSince: instantSchema.nullable(),
})

/** `POST /api/desk/reviews/{bundleId}/claim`. */
export const claimResponseSchema = z.looseObject({ claim: reviewClaimSchema })

/** `POST /api/desk/reviews/{bundleId}/views`. */
export const viewRequestSchema = z.looseObject({ purpose: z.enum(VIEW_PURPOSES) })
export const reviewViewSchema = z.looseObject({ until: instantSchema })
export const viewResponseSchema = z.looseObject({ view: reviewViewSchema })

export type ReviewVerdict = z.infer<typeof reviewVerdictSchema>
export type ReviewClaim = z.infer<typeof reviewClaimSchema>
export type ReviewRow = z.infer<typeof reviewRowSchema>
export type ReviewListQuery = z.output<typeof reviewListQuerySchema>
export type ReviewListResponse = z.infer<typeof reviewListResponseSchema>
export type ReviewCounts = z.infer<typeof reviewCountsSchema>
export type ClaimResponse = z.infer<typeof claimResponseSchema>
export type ViewPurpose = (typeof VIEW_PURPOSES)[number]
export type ViewResponse = z.infer<typeof viewResponseSchema>
