import { z } from 'zod'
import { fieldValidationSchema } from './ktp-bundle.ts'
import { referenceSchema } from './primitives.ts'
import { verificationSchema } from './verification.ts'

/** Longer than any way to write 16 digits; what is not a NIK is judged, not refused. */
const NIK_TEXT_CHARS_MAX = 64

/** `POST /api/identity/nik` (contract §2): a verified `nik_format` gives KYC `basic`. */
export const nikRequestSchema = z.looseObject({
  customerId: referenceSchema,
  nik: z.string().min(1).max(NIK_TEXT_CHARS_MAX),
})

export const nikResponseSchema = z.looseObject({
  verification: verificationSchema,
  /** What was checked. A NIK has no check digit: valid means that its parts are possible together. */
  nik: z.looseObject({
    valid: z.boolean(),
    code: z.string(),
    reason: z.string(),
    validations: z.array(fieldValidationSchema),
  }),
})

export type NikRequest = z.infer<typeof nikRequestSchema>
export type NikResponse = z.infer<typeof nikResponseSchema>
