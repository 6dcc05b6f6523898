import { z } from 'zod'
import { LIMITS } from '../../limits.ts'
import { idSchema, instantSchema } from '../primitives.ts'
import { roleSchema } from './roles.ts'

const EMAIL_CHARS_MAX = 254
const USER_AGENT_CHARS_MAX = 256

/** Compared without regard to case: nobody tells two people apart by it. */
export const emailSchema = z
  .email()
  .max(EMAIL_CHARS_MAX)
  .transform((email) => email.toLowerCase())

/** A password as it is typed at sign-in. Its length is bounded because hashing megabytes is work an attacker gets for free. */
const typedPasswordSchema = z.string().min(1).max(LIMITS.passwordCharsMax)
const newPasswordSchema = z.string().min(LIMITS.passwordCharsMin).max(LIMITS.passwordCharsMax)

/** Six digits; apps show them in two groups. */
const totpCodeSchema = z
  .string()
  .max(16)
  .transform((code) => code.replaceAll(/\s/g, ''))
  .pipe(z.string().regex(/^\d{6}$/))

/** `POST /api/desk/session`. */
export const signInRequestSchema = z.looseObject({
  email: emailSchema,
  password: typedPasswordSchema,
  totpCode: totpCodeSchema.optional(),
})

/** Who is signed in. */
export const deskSessionSchema = z.looseObject({
  user: z.looseObject({
    id: idSchema('usr'),
    name: z.string(),
    email: z.string(),
    role: roleSchema,
    mustChangePassword: z.boolean(),
    totpEnabled: z.boolean(),
  }),
  organisation: z.looseObject({
    id: idSchema('org'),
    name: z.string(),
    mode: z.enum(['sandbox', 'live']),
  }),
})

/** `POST /api/desk/session/password`. */
export const passwordChangeRequestSchema = z.looseObject({
  currentPassword: typedPasswordSchema,
  newPassword: newPasswordSchema,
})

/** `POST /api/desk/session/totp`: shown once, in force only after a code made from it was confirmed. */
export const totpOfferSchema = z.looseObject({ secret: z.string(), uri: z.string() })

export const totpConfirmRequestSchema = z.looseObject({ code: totpCodeSchema })

export const totpRemoveRequestSchema = z.looseObject({ password: typedPasswordSchema })

/** `GET /api/desk/sessions`: the caller's own. */
export const ownSessionsResponseSchema = z.looseObject({
  sessions: z.array(
    z.looseObject({
      id: idSchema('ses'),
      createdAt: instantSchema,
      lastSeenAt: instantSchema,
      userAgent: z.string().max(USER_AGENT_CHARS_MAX).nullable(),
      current: z.boolean(),
    }),
  ),
})

export type DeskSession = z.infer<typeof deskSessionSchema>
export type SignInRequest = z.output<typeof signInRequestSchema>
export type TotpOffer = z.infer<typeof totpOfferSchema>
export type OwnSessionsResponse = z.infer<typeof ownSessionsResponseSchema>
