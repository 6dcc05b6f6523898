import { KYC_LEVELS } from '@kartu/core'
import { z } from 'zod'
import { LIMITS } from '../limits.ts'

const INSTANT_CHARS_MAX = 64

/** An id as responses carry it: prefix and ULID (contract §1). Only the prefix is promised to callers. */
export const idSchema = (prefix: string) => z.string().startsWith(`${prefix}_`)

/** An id as requests name it. Its form is not judged: an unknown one is answered as not found. */
export const referenceSchema = z.string().min(1).max(LIMITS.stringBytesMax)

/** An instant: ISO 8601 with an offset or `Z`. */
export const instantSchema = z.iso.datetime({ offset: true }).max(INSTANT_CHARS_MAX)

export const lowerHex256Schema = z.string().regex(/^[0-9a-f]{64}$/)

/** Contract §6. */
export const ASSURANCE_TIERS = ['high', 'standard', 'low'] as const
export const assuranceTierSchema = z.enum(ASSURANCE_TIERS)

/** Contract §2: derived from verifications, never set. */
export const kycLevelSchema = z.enum(KYC_LEVELS)

/** Contract §5. */
export const PLATFORMS = ['rn-ios', 'rn-android', 'ios', 'android', 'flutter', 'web'] as const
export const platformSchema = z.enum(PLATFORMS)
export type Platform = z.infer<typeof platformSchema>

/** What an API key may be allowed (contract §1). */
export const SCOPES = [
  'customers:view',
  'customers:write',
  'verifications:view',
  'verifications:write',
  'devices:write',
  'webhooks:manage',
  'api:manage',
] as const
export type Scope = (typeof SCOPES)[number]
