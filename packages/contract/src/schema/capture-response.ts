import { z } from 'zod'
import { assuranceTierSchema, idSchema } from './primitives.ts'

const SCORE_MAX = 100

export const VERIFICATION_STATUSES = ['verified', 'failed', 'pending'] as const
export const verificationStatusSchema = z.enum(VERIFICATION_STATUSES)
export const BUNDLE_VERDICTS = ['passed', 'failed', 'requires_review'] as const
export const bundleVerdictSchema = z.enum(BUNDLE_VERDICTS)

/** One voter (contract §6). The specification promises `name` and `passed`; Kartu always sends `reason` and `outcome` too. */
export const voterOnWireSchema = z.looseObject({
  name: z.string(),
  /** False for an abstention too: see `outcome`. */
  passed: z.boolean(),
  reason: z.string().optional(),
  outcome: z.enum(['passed', 'failed', 'abstained']).optional(),
  /** Suspicion, 0 (as a genuine capture) to 1 (as an attack). */
  score: z.number().optional(),
  /** Numbers and short words behind the vote; never personal data. */
  evidence: z.record(z.string(), z.unknown()).optional(),
})

export const antiSpoofSchema = z.looseObject({
  fused: z.enum(['live', 'spoof', 'unclear']),
  assuranceTier: assuranceTierSchema,
  voters: z.array(voterOnWireSchema),
  /** Voters that passed, of those that could judge (`present`). */
  passed: z.int().min(0),
  present: z.int().min(0),
})

export const tamperSchema = z.looseObject({
  fused: z.enum(['authentic', 'tampered', 'unclear']),
  voters: z.array(voterOnWireSchema),
  passed: z.int().min(0).optional(),
  present: z.int().min(0).optional(),
})

export const faceEnrolmentSchema = z.looseObject({
  id: idSchema('fe'),
  /** True only where the operator runs without face models on purpose. */
  fallbackStub: z.boolean(),
  modelId: z.string(),
})

export const captureResponseSchema = z.looseObject({
  verification: z.looseObject({
    id: idSchema('ver'),
    status: verificationStatusSchema,
    score: z.int().min(0).max(SCORE_MAX),
  }),
  ktpBundle: z.looseObject({
    id: idSchema('ktpb'),
    verdict: bundleVerdictSchema,
    assuranceTier: assuranceTierSchema,
    framesStored: z.int().min(0),
  }),
  antiSpoof: antiSpoofSchema,
  tamper: tamperSchema,
  /** Null when no face was found. */
  faceEnrolment: faceEnrolmentSchema.nullable(),
})

export type VoterOnWire = z.infer<typeof voterOnWireSchema>
export type AntiSpoofOnWire = z.infer<typeof antiSpoofSchema>
export type TamperOnWire = z.infer<typeof tamperSchema>
export type FaceEnrolmentOnWire = z.infer<typeof faceEnrolmentSchema>
export type CaptureResponse = z.infer<typeof captureResponseSchema>
