import { z } from 'zod'
import { LIMITS } from '../limits.ts'
import { idSchema, instantSchema, kycLevelSchema } from './primitives.ts'

const textSchema = z.string().max(LIMITS.stringBytesMax)

/** A caller's own references; not for personal data. */
export const metadataSchema = z
  .record(textSchema.min(1), z.union([textSchema, z.number(), z.boolean(), z.null()]))
  .refine((metadata) => Object.keys(metadata).length <= LIMITS.metadataKeysMax, {
    error: `must have at most ${LIMITS.metadataKeysMax} keys`,
  })

/** `POST /api/customers` (contract §2). A known `externalId` answers 200 with the customer that has it. */
export const customerCreateRequestSchema = z.looseObject({
  fullName: textSchema.min(1).optional(),
  externalId: textSchema.min(1).optional(),
  metadata: metadataSchema.optional(),
})

export const customerSchema = z.looseObject({
  id: idSchema('cus'),
  fullName: z.string().nullable(),
  externalId: z.string().nullable(),
  metadata: metadataSchema,
  kycLevel: kycLevelSchema,
  kycExpiresAt: instantSchema.nullable(),
  createdAt: instantSchema,
})

export const customerResponseSchema = z.looseObject({ customer: customerSchema })

/** `GET /api/customers`: newest first; `cursor` is the `nextCursor` of the page before. */
export const customerListQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(LIMITS.pageRowsMax).default(LIMITS.pageRowsDefault),
  cursor: textSchema.min(1).optional(),
})

export const customerListResponseSchema = z.looseObject({
  customers: z.array(customerSchema),
  nextCursor: z.string().nullable(),
})

export type CustomerCreateRequest = z.infer<typeof customerCreateRequestSchema>
export type Customer = z.infer<typeof customerSchema>
export type CustomerResponse = z.infer<typeof customerResponseSchema>
export type CustomerListQuery = z.output<typeof customerListQuerySchema>
export type CustomerListResponse = z.infer<typeof customerListResponseSchema>
