import { FIELD_NAMES } from '@kartu/core'
import { z } from 'zod'
import { LIMITS } from '../limits.ts'
import { judgeBundleValues } from './bundle-values.ts'
import { instantSchema, platformSchema, referenceSchema } from './primitives.ts'

/** Base64 of `LIMITS.frameBytesMax` and room for a data-URL prefix. Documented here, enforced where frames are decoded. */
const FRAME_CHARS_MAX = Math.ceil(LIMITS.frameBytesMax / 3) * 4 + 128
const CHANNEL_MAX = 255

/** In the API's own description, because a client cannot guess it. */
const FRAME_TIMES =
  'When each frame was taken: milliseconds after the first colour appeared, one entry per frame, rising. A negative time says ' +
  'that the frame was taken before the flash, if need be by another camera: no colour is expected in it, it can only add doubt, and ' +
  'the flash counts only where NIK, name and date of birth read the same in frames before and after.'
const FLASH_SOURCE =
  'What gave the light. A torch has one colour: it cannot show the code, so the challenge stays unanswered (tier `low`).'

const textSchema = z.string().min(1).max(LIMITS.stringBytesMax)
/** Milliseconds after the first colour appeared; negative before it. */
const relativeTimeSchema = z.number().min(-LIMITS.relativeTimeMsMax).max(LIMITS.relativeTimeMsMax)
const channelSchema = z.number().min(0).max(CHANNEL_MAX)

/** Mean colour of the card area, 0–255 (contract §5). */
export const flashSampleSchema = z.looseObject({
  tMs: relativeTimeSchema,
  meanR: channelSchema,
  meanG: channelSchema,
  meanB: channelSchema,
})

/** Acceleration in m/s² and angular rate in rad/s, device axes. */
export const sensorSampleSchema = z.looseObject({
  tMs: relativeTimeSchema,
  ax: z.number(),
  ay: z.number(),
  az: z.number(),
  gx: z.number(),
  gy: z.number(),
  gz: z.number(),
})

/** What the applicant agreed to, by the institution's own name for it. Kept sealed with the bundle, shown at the desk, not judged. */
export const consentSchema = z.looseObject({
  version: textSchema,
  givenAt: instantSchema,
  /** BCP 47: the language it was shown in. */
  locale: textSchema.optional(),
})

/** One optional member for each of the 16 fields; what the SDK did not read is absent or null. */
function claimsOf<T extends z.ZodType>(value: T) {
  const members = FIELD_NAMES.map((name) => [name, value.nullish()] as const)
  return z.looseObject(
    Object.fromEntries(members) as Record<(typeof FIELD_NAMES)[number], z.ZodOptional<z.ZodNullable<T>>>,
  )
}

/**
 * A capture bundle (specification, contract §5). Nothing is transformed or defaulted and unknown members stay, because the
 * signature covers them: what comes out deep-equals what went in.
 */
export const captureBundleSchema = z
  .looseObject({
    version: z.literal('1.0'),
    sdkVersion: textSchema,
    platform: platformSchema,
    frames: z
      .array(z.string().min(1).meta({ maxLength: FRAME_CHARS_MAX }))
      .min(LIMITS.framesMin)
      .max(LIMITS.framesMax),
    capturedAt: instantSchema,
    signature: textSchema,
    flashChallengeNonce: textSchema.optional(),
    flashSamples: z.array(flashSampleSchema).max(LIMITS.flashSamplesMax).optional(),
    /** What the SDK read: claims, compared with the server's own reading. */
    ocrFields: claimsOf(z.string()).optional(),
    ocrConfidence: claimsOf(z.number().min(0).max(1)).optional(),
    deviceId: textSchema.optional(),
    frameTimesMs: z
      .array(relativeTimeSchema)
      .max(LIMITS.framesMax)
      .meta({ description: FRAME_TIMES })
      .optional(),
    flashSource: z.enum(['screen', 'torch']).meta({ description: FLASH_SOURCE }).optional(),
    sensorSamples: z.array(sensorSampleSchema).max(LIMITS.sensorSamplesMax).optional(),
    consent: consentSchema.optional(),
    /** Stored, not judged. */
    deviceAttestation: z.unknown().optional(),
  })
  .superRefine((bundle, context) => {
    const complaint = judgeBundleValues(bundle)
    if (complaint !== null)
      context.addIssue({ code: 'custom', path: [...complaint.path], message: complaint.message })
    if (bundle.frameTimesMs !== undefined && bundle.frameTimesMs.length !== bundle.frames.length) {
      context.addIssue({ code: 'custom', path: ['frameTimesMs'], message: 'must have one entry per frame' })
    }
  })

/** `POST /api/identity/document/ktp/capture`. */
export const captureRequestSchema = z.looseObject({
  customerId: referenceSchema,
  bundle: captureBundleSchema,
  /** base64url of the signing key; compared, never used (contract §4). */
  hmacKey: textSchema.optional(),
})

export type FlashSample = z.infer<typeof flashSampleSchema>
export type SensorSample = z.infer<typeof sensorSampleSchema>
export type CaptureBundle = z.infer<typeof captureBundleSchema>
export type CaptureRequest = z.infer<typeof captureRequestSchema>
