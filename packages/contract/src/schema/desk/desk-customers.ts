import { z } from 'zod'
import { LIMITS } from '../../limits.ts'
import { customerSchema } from '../customer.ts'
import { instantSchema, referenceSchema } from '../primitives.ts'
import { kycEventSchema, verificationSchema } from '../verification.ts'

const pageLimitSchema = z.number().int().min(1).max(LIMITS.pageRowsMax)

/** `GET /api/desk/customers`: newest first. */
export const deskCustomerListQuerySchema = z.object({
  limit: z.coerce.number().pipe(pageLimitSchema).default(LIMITS.pageRowsDefault),
  cursor: referenceSchema.optional(),
})

/**
 * `POST /api/desk/customers/search`: parts of a name, the caller's own id, a NIK or `cus_…`. In a body, because a name or a NIK in
 * an address would stay in histories and in the logs of proxies.
 */
export const deskCustomerSearchRequestSchema = z.looseObject({
  q: referenceSchema,
  limit: pageLimitSchema.default(LIMITS.pageRowsDefault),
  cursor: referenceSchema.optional(),
})

const deskCustomerDetailSchema = customerSchema.extend({ erasedAt: instantSchema.nullable() })

/** `GET /api/desk/customers/{id}`: verifications and history, newest first. */
export const deskCustomerResponseSchema = z.looseObject({
  customer: deskCustomerDetailSchema,
  verifications: z.array(verificationSchema),
  tierHistory: z.array(kycEventSchema),
})

export type DeskCustomerResponse = z.infer<typeof deskCustomerResponseSchema>
