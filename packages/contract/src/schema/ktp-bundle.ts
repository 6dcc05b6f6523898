import { FIELD_NAMES } from '@kartu/core'
import { z } from 'zod'
import {
  antiSpoofSchema,
  bundleVerdictSchema,
  faceEnrolmentSchema,
  tamperSchema,
} from './capture-response.ts'
import {
  assuranceTierSchema,
  idSchema,
  instantSchema,
  lowerHex256Schema,
  platformSchema,
} from './primitives.ts'

const confidenceSchema = z.number().min(0).max(1)

/** What was checked and found; `information` and `anomalous` never reject by themselves. */
export const fieldValidationSchema = z.looseObject({
  outcome: z.enum(['valid', 'invalid', 'anomalous', 'information', 'not_checked']),
  code: z.string(),
  reason: z.string(),
})

/** One of the 16 fields as the server read it, beside what the SDK claimed (contract §7). */
export const fieldOnWireSchema = z.looseObject({
  raw: z.string().nullable(),
  /** Dates `YYYY-MM-DD`, enums canonical; null when unread. */
  value: z.string().nullable(),
  /** 0–1: probability that `value` is exactly right. */
  confidence: confidenceSchema,
  repairs: z.array(
    z.looseObject({ index: z.int().min(0), from: z.string(), to: z.string(), rule: z.string() }),
  ),
  unread: z.enum(['glare', 'blur', 'too_small', 'cut_off', 'not_found', 'low_confidence']).nullable(),
  validation: fieldValidationSchema,
  /** Null when the SDK claimed nothing; `agrees` null when the server read nothing. */
  claim: z
    .looseObject({
      value: z.string(),
      confidence: confidenceSchema.nullable(),
      agrees: z.boolean().nullable(),
    })
    .nullable(),
})

/** A stored frame: its digest and measures. The image itself is never served to an API key. */
export const storedFrameSchema = z.looseObject({
  index: z.int().min(0),
  sha256: lowerHex256Schema,
  bytes: z.int().positive(),
  contentType: z.enum(['image/jpeg', 'image/png', 'image/webp']),
  widthPx: z.int().positive(),
  heightPx: z.int().positive(),
  /** After the first colour appeared; null when the bundle did not say. */
  tMs: z.number().nullable(),
})

export const ktpBundleDetailSchema = z.looseObject({
  id: idSchema('ktpb'),
  customerId: idSchema('cus'),
  /** Null, like all that follows from judging, until the bundle has been judged. */
  verificationId: idSchema('ver').nullable(),
  verdict: bundleVerdictSchema.nullable(),
  assuranceTier: assuranceTierSchema.nullable(),
  platform: platformSchema,
  sdkVersion: z.string(),
  capturedAt: instantSchema,
  receivedAt: instantSchema,
  flashChallengeId: idSchema('fc').nullable(),
  framesStored: z.int().min(0),
  frames: z.array(storedFrameSchema),
  /** Null before judging, when no card was found, and after erasure. */
  fields: z.record(z.enum(FIELD_NAMES), fieldOnWireSchema).nullable(),
  province: z.string().nullable(),
  regency: z.string().nullable(),
  issuePlace: z.string().nullable(),
  antiSpoof: antiSpoofSchema.nullable(),
  tamper: tamperSchema.nullable(),
  faceEnrolment: faceEnrolmentSchema.nullable(),
  /** When the customer's key was destroyed. */
  erasedAt: instantSchema.nullable(),
})

/** `GET /api/identity/document/ktp/{ktpBundleId}`. */
export const ktpBundleResponseSchema = z.looseObject({ ktpBundle: ktpBundleDetailSchema })

export type FieldOnWire = z.infer<typeof fieldOnWireSchema>
export type StoredFrame = z.infer<typeof storedFrameSchema>
export type KtpBundleDetail = z.infer<typeof ktpBundleDetailSchema>
export type KtpBundleResponse = z.infer<typeof ktpBundleResponseSchema>
