import { z } from 'zod'
import { LIMITS } from '../limits.ts'
import { idSchema, instantSchema, referenceSchema } from './primitives.ts'

const ORIGIN_CHARS_MAX = 256
const LABEL_CHARS_MAX = 100

/** `https://host[:port]`, as browsers send it in the Origin header. */
export const originSchema = z
  .string()
  .max(ORIGIN_CHARS_MAX)
  .refine((text) => URL.canParse(text) && new URL(text).origin === text && text.startsWith('http'), {
    error: 'must be an origin such as https://example.com',
  })

/** `POST /api/identity/client-tokens` (contract §1). */
export const clientTokenRequestSchema = z.looseObject({
  customerId: referenceSchema,
  ttlMs: z
    .int()
    .min(LIMITS.clientTokenTtlMsMin)
    .max(LIMITS.clientTokenTtlMsMax)
    .default(LIMITS.clientTokenTtlMsDefault),
  /** Origins that may use the token; without it, those that the organisation has configured. */
  origins: z.array(originSchema).min(1).max(LIMITS.clientTokenOriginsMax).optional(),
})

export const clientTokenResponseSchema = z.looseObject({
  clientToken: z.looseObject({
    token: z.string().startsWith('qe_ct_'),
    customerId: idSchema('cus'),
    origins: z.array(z.string()),
    expiresAt: instantSchema,
  }),
})

/** `POST /api/identity/devices`: a native installation that signs with its own secret (contract §4). */
export const deviceRequestSchema = z.looseObject({
  platform: z.enum(['rn-ios', 'rn-android', 'ios', 'android', 'flutter']),
  label: z.string().min(1).max(LABEL_CHARS_MAX).optional(),
})

export const deviceResponseSchema = z.looseObject({
  device: z.looseObject({
    id: idSchema('dev'),
    platform: z.string(),
    label: z.string().nullable(),
    createdAt: instantSchema,
    /** base64url of 32 bytes; shown once. */
    secret: z.string(),
  }),
})

export type ClientTokenRequest = z.input<typeof clientTokenRequestSchema>
/** The request with its defaults filled in. */
export type ClientTokenOrder = z.output<typeof clientTokenRequestSchema>
export type ClientTokenResponse = z.infer<typeof clientTokenResponseSchema>
export type DeviceRequest = z.infer<typeof deviceRequestSchema>
export type DeviceResponse = z.infer<typeof deviceResponseSchema>
