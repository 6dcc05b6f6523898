import { z } from 'zod'
import { idSchema, instantSchema } from '../primitives.ts'
import { roleSchema } from './roles.ts'
import { emailSchema } from './session.ts'

const NAME_CHARS_MAX = 200

export const deskUserSchema = z.looseObject({
  id: idSchema('usr'),
  name: z.string(),
  email: z.string(),
  role: roleSchema,
  totpEnabled: z.boolean(),
  mustChangePassword: z.boolean(),
  disabledAt: instantSchema.nullable(),
  lastLoginAt: instantSchema.nullable(),
})

export const usersResponseSchema = z.looseObject({ users: z.array(deskUserSchema) })
export const userResponseSchema = z.looseObject({ user: deskUserSchema })

/** `POST /api/desk/users`. */
export const userCreateRequestSchema = z.looseObject({
  name: z.string().trim().min(1).max(NAME_CHARS_MAX),
  email: emailSchema,
  role: roleSchema,
})

/** `PATCH /api/desk/users/{id}`. */
export const userChangeRequestSchema = z
  .looseObject({ role: roleSchema.optional(), disabled: z.boolean().optional() })
  .refine(({ role, disabled }) => role !== undefined || disabled !== undefined, {
    error: 'name what to change: role, disabled or both',
  })

/** The one-time password stands in this answer and nowhere else; it must be changed at the first sign-in. */
export const firstPasswordResponseSchema = z.looseObject({ user: deskUserSchema, firstPassword: z.string() })

export type DeskUser = z.infer<typeof deskUserSchema>
export type UsersResponse = z.infer<typeof usersResponseSchema>
export type UserResponse = z.infer<typeof userResponseSchema>
export type FirstPasswordResponse = z.infer<typeof firstPasswordResponseSchema>
