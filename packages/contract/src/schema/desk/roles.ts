import { z } from 'zod'

/** What a user of the desk may do. An auditor reads everything but frames and changes nothing. */
export const ROLES = ['analyst', 'senior_analyst', 'administrator', 'auditor'] as const
export type Role = (typeof ROLES)[number]
export const roleSchema = z.enum(ROLES)

/** Who decides cases. */
export const DECIDERS = ['analyst', 'senior_analyst', 'administrator'] as const satisfies readonly Role[]
/** Who runs the organisation's desk. */
export const ADMINISTRATORS = ['administrator'] as const satisfies readonly Role[]
/** Who sees how the desk is run. */
export const OVERSEERS = ['administrator', 'auditor'] as const satisfies readonly Role[]
