import { z } from 'zod'
import { idSchema, instantSchema } from './primitives.ts'

const URL_CHARS_MAX = 1024

/** Contract §10: what a webhook may be told of. `webhook.test` needs no asking. */
export const WEBHOOK_EVENTS = ['verification.created', 'customer.kyc_updated', 'review.overridden'] as const

const targetSchema = z.url({ protocol: /^https?$/ }).max(URL_CHARS_MAX)
const eventsSchema = z.array(z.enum(WEBHOOK_EVENTS)).min(1).max(WEBHOOK_EVENTS.length)

/** `POST /api/webhooks`. */
export const webhookCreateRequestSchema = z.looseObject({ url: targetSchema, events: eventsSchema })

/** `PATCH /api/webhooks/{id}`: what is left out stays. */
export const webhookChangeRequestSchema = z.looseObject({
  url: targetSchema.optional(),
  events: eventsSchema.optional(),
  disabled: z.boolean().optional(),
})

export const webhookSchema = z.looseObject({
  id: idSchema('whe'),
  url: z.string(),
  events: z.array(z.string()),
  createdAt: instantSchema,
  disabledAt: instantSchema.nullable(),
  /** `gone`: the receiver answered 410. */
  disabledReason: z.enum(['by_user', 'gone']).nullable(),
})

export const webhooksResponseSchema = z.looseObject({ webhooks: z.array(webhookSchema) })
export const webhookResponseSchema = z.looseObject({ webhook: webhookSchema })

/** `whsec_` and base64 of 32 bytes; shown once. */
const secretSchema = z.string().startsWith('whsec_')
export const webhookCreateResponseSchema = z.looseObject({ webhook: webhookSchema, secret: secretSchema })
export const webhookSecretResponseSchema = z.looseObject({ secret: secretSchema })

export const webhookDeliverySchema = z.looseObject({
  id: idSchema('whd'),
  eventId: idSchema('evt'),
  eventType: z.string(),
  state: z.enum(['waiting', 'delivered', 'failed', 'cancelled']),
  attempts: z.int().min(0),
  /** HTTP status of the last answer; null where there was none. */
  lastStatus: z.int().nullable(),
  lastErrorCode: z.string().nullable(),
  createdAt: instantSchema,
  nextAttemptAt: instantSchema.nullable(),
})

/** Newest first, the last hundred. */
export const webhookDeliveriesResponseSchema = z.looseObject({ deliveries: z.array(webhookDeliverySchema) })
export const webhookDeliveryResponseSchema = z.looseObject({
  delivery: z.looseObject({ id: idSchema('whd') }),
})

export type WebhooksResponse = z.infer<typeof webhooksResponseSchema>
export type WebhookCreateResponse = z.infer<typeof webhookCreateResponseSchema>
export type WebhookSecretResponse = z.infer<typeof webhookSecretResponseSchema>
export type WebhookDeliveriesResponse = z.infer<typeof webhookDeliveriesResponseSchema>
export type Webhook = z.infer<typeof webhookSchema>
export type WebhookDelivery = z.infer<typeof webhookDeliverySchema>
