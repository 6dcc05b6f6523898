import { FIELD_NAMES } from '@kartu/core'
import { LIMITS } from '@kartu/contract'
import { z } from 'zod'

/** A plain name: a capture's frames lie beside its `capture.json`, nowhere else. */
const fileName = z.string().regex(/^[A-Za-z0-9_-][A-Za-z0-9._-]*$/, 'must be a plain file name')
const timeMs = z.number().min(0).max(LIMITS.relativeTimeMsMax)
const mean = z.number().min(0).max(255)

/** `capture.json` of a folder of captures: docs/EVALUATION.md. Unknown members are refused, so that a misspelt one is noticed. */
export const captureFileSchema = z.strictObject({
  label: z.strictObject({
    species: z.string().regex(/^[a-z0-9_]+$/, 'must be snake case'),
    genuine: z.boolean(),
    variety: z.string().optional(),
    device: z.string().optional(),
    light: z.string().optional(),
  }),
  /** Whether the pictures come from a simulator: every figure made of them says so. */
  simulated: z.boolean(),
  /** Calendar day in Asia/Jakarta. */
  capturedOn: z.iso.date(),
  challenge: z
    .strictObject({
      colors: z
        .array(z.string().regex(/^#[0-9A-F]{6}$/))
        .min(LIMITS.challengeStepsMin)
        .max(LIMITS.challengeStepsMax),
      holdMs: z.array(z.int().positive()),
    })
    .refine(({ colors, holdMs }) => colors.length === holdMs.length, 'one hold a colour')
    .nullable(),
  flashSource: z.enum(['screen', 'torch']).optional(),
  flashSamples: z
    .array(z.strictObject({ tMs: timeMs, meanR: mean, meanG: mean, meanB: mean }))
    .max(LIMITS.flashSamplesMax)
    .default([]),
  frames: z
    .array(z.strictObject({ file: fileName, tMs: timeMs.nullable() }))
    .min(LIMITS.framesMin)
    .max(LIMITS.framesMax)
    .refine(
      (frames) => new Set(frames.map(({ file }) => file)).size === frames.length,
      'a file is named twice',
    ),
  claims: z.partialRecord(z.enum(FIELD_NAMES), z.string()).default({}),
  specimensAllowed: z.boolean().default(false),
})

export type CaptureFile = z.output<typeof captureFileSchema>
export const CAPTURE_FILE = 'capture.json'
