import { z } from 'zod'
import { instantSchema } from '../primitives.ts'
import { daySchema } from './reviews.ts'

const OVERVIEW_DAYS_MAX = 366
const OVERVIEW_DAYS_DEFAULT = 30

const countSchema = z.int().min(0)
/** From the last byte of a capture to its verdict. */
const latencySchema = { p50Ms: z.number().nullable(), p95Ms: z.number().nullable() }

/** `GET /api/desk/overview`: the last so many days in Jakarta, today among them. */
export const overviewQuerySchema = z.object({
  days: z.coerce.number().int().min(1).max(OVERVIEW_DAYS_MAX).default(OVERVIEW_DAYS_DEFAULT),
})

export const overviewResponseSchema = z.looseObject({
  days: z.array(
    z.looseObject({
      day: daySchema,
      passed: countSchema,
      requiresReview: countSchema,
      failed: countSchema,
      ...latencySchema,
    }),
  ),
  tiers: z.looseObject({ high: countSchema, standard: countSchema, low: countSchema }),
  voters: z.array(
    z.looseObject({ name: z.string(), passed: countSchema, failed: countSchema, abstained: countSchema }),
  ),
  latency: z.looseObject(latencySchema),
  queue: z.looseObject({
    open: countSchema,
    oldestWaitingSince: instantSchema.nullable(),
    ages: z.array(z.looseObject({ label: z.string(), count: countSchema })),
  }),
})

export type OverviewResponse = z.infer<typeof overviewResponseSchema>
