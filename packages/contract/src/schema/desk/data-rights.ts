import { z } from 'zod'

const REASON_CHARS_MAX = 500

export const erasureRequestSchema = z.looseObject({ reason: z.string().trim().min(1).max(REASON_CHARS_MAX) })

const itemSchema = z.looseObject({ what: z.string(), why: z.string() })

/** Signed with Ed25519 over the statement's RFC 8785 canonical JSON; checked offline by `kartu receipt verify`. */
export const erasureReceiptSchema = z.looseObject({
  statement: z.looseObject({
    type: z.literal('kartu.erasure/v1'),
    organisationId: z.string(),
    customerId: z.string(),
    erasedAt: z.string(),
    reason: z.string(),
    destroyed: z.array(itemSchema),
    kept: z.array(itemSchema),
  }),
  /** base64 of 32 bytes. */
  publicKey: z.string(),
  /** base64 of 64 bytes. */
  signature: z.string(),
})
export const erasureResponseSchema = z.looseObject({ receipt: erasureReceiptSchema })

/** Everything kept about a customer but the pictures; each part is as the API answers it. */
export const customerExportSchema = z.looseObject({
  exportedAt: z.string(),
  customer: z.looseObject({}),
  verifications: z.array(z.looseObject({})),
  levels: z.array(z.looseObject({})),
  ktpBundles: z.array(z.looseObject({})),
})

export type ErasureResponse = z.infer<typeof erasureResponseSchema>
