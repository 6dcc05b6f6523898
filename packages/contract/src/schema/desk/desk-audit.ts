import { z } from 'zod'
import { LIMITS } from '../../limits.ts'
import { idSchema, instantSchema, referenceSchema } from '../primitives.ts'
import { daySchema } from './reviews.ts'

/** Which rows of the log. */
export const auditFilterSchema = z.object({
  action: referenceSchema.optional(),
  actor: referenceSchema.optional(),
  subject: referenceSchema.optional(),
  from: daySchema.optional(),
  /** Inclusive. */
  to: daySchema.optional(),
})

/** `GET /api/desk/audit`: newest first. */
export const auditListQuerySchema = auditFilterSchema.extend({
  cursor: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(LIMITS.pageRowsMax).default(LIMITS.pageRowsDefault),
})

export const auditEntrySchema = z.looseObject({
  /** Its place in the organisation's chain. */
  seq: z.int().min(1),
  id: idSchema('aud'),
  at: instantSchema,
  actor: z.string(),
  /** Null where the actor is no person. */
  actorName: z.string().nullable(),
  action: z.string(),
  subject: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
})

export const auditListResponseSchema = z.looseObject({
  entries: z.array(auditEntrySchema),
  nextCursor: z.string().nullable(),
})

/** `POST /api/desk/audit/verify`: the whole chain computed anew. */
export const auditVerifyResponseSchema = z.looseObject({
  intact: z.boolean(),
  /** Rows read. */
  entries: z.int().min(0),
  /** The first row at fault; null when there is none. */
  brokenAt: z.int().nullable(),
  faults: z.array(z.looseObject({ seq: z.int(), code: z.string() })),
})

export type AuditFilter = z.output<typeof auditFilterSchema>
export type AuditEntryOnWire = z.infer<typeof auditEntrySchema>
export type AuditListResponse = z.infer<typeof auditListResponseSchema>
export type AuditVerifyResponse = z.infer<typeof auditVerifyResponseSchema>
