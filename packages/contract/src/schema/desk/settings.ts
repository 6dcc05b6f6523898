import { z } from 'zod'
import { LIMITS } from '../../limits.ts'
import { originSchema } from '../access.ts'
import { idSchema, instantSchema, SCOPES } from '../primitives.ts'

const DAYS_MAX = 36_500
const KYC_DAYS_MAX = 3_650
const NAME_CHARS_MAX = 100

/** What administrators set for their organisation. */
export const organisationSettingsSchema = z.looseObject({
  requireFlash: z.boolean(),
  palette: z.enum(['standard', 'calm']),
  /** Days after which a KYC level lapses. */
  kycValidDays: z.int().min(1).max(KYC_DAYS_MAX),
  fourEyesOverride: z.boolean(),
  /** Days after which the pictures of a capture are destroyed; null: with the customer. */
  retentionDays: z.int().min(1).max(DAYS_MAX).nullable(),
  /** Where client tokens may be used when their issuer names no origin. */
  clientTokenOrigins: z.array(originSchema).max(LIMITS.clientTokenOriginsMax),
})
export const organisationChangeRequestSchema = organisationSettingsSchema.partial()
export const organisationResponseSchema = z.looseObject({ organisation: organisationSettingsSchema })

const scopeSchema = z.enum(SCOPES)
export const apiKeySchema = z.looseObject({
  id: idSchema('key'),
  name: z.string(),
  scopes: z.array(z.string()),
  createdAt: instantSchema,
  /** To ten minutes. */
  lastUsedAt: instantSchema.nullable(),
  revokedAt: instantSchema.nullable(),
})
export const apiKeysResponseSchema = z.looseObject({ apiKeys: z.array(apiKeySchema) })
export const apiKeyCreateRequestSchema = z.looseObject({
  name: z.string().trim().min(1).max(NAME_CHARS_MAX),
  scopes: z.array(scopeSchema).min(1).max(SCOPES.length),
})
/** Both secrets are shown once. */
export const apiKeyCreateResponseSchema = z.looseObject({
  key: apiKeySchema,
  apiKey: z.string().startsWith('qe_sk_'),
  captureSecret: z.string().startsWith('qe_whsec_'),
})

const rateSchema = z.looseObject({
  value: z.number().nullable(),
  low: z.number(),
  high: z.number(),
  n: z.int(),
})

/** The operating point that runs, and what the evaluation that came with it measured. */
export const policyResponseSchema = z.looseObject({
  /** Of the policy that runs. */
  version: z.string(),
  /** Of the policy that the figures below are of; another one only where somebody changed the policy and did not evaluate it. */
  evaluatedVersion: z.string(),
  /** Whether the evaluation was of simulated captures. */
  simulated: z.boolean(),
  captures: z.int(),
  bpcer: rateSchema,
  apcer: z.record(z.string(), rateSchema),
  det: z.array(z.looseObject({ threshold: z.number().nullable(), apcer: z.number(), bpcer: z.number() })),
})

export type OrganisationSettings = z.infer<typeof organisationSettingsSchema>
export type OrganisationResponse = z.infer<typeof organisationResponseSchema>
export type ApiKeysResponse = z.infer<typeof apiKeysResponseSchema>
export type ApiKeyCreateResponse = z.infer<typeof apiKeyCreateResponseSchema>
export type PolicyResponse = z.infer<typeof policyResponseSchema>
