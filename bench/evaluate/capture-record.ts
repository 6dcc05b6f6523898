import { z } from 'zod'

const family = z.enum(['antiSpoof', 'tamper'])

/** What the evaluation keeps of one judged capture: one line of a checkpoint. */
export const captureRecordSchema = z.object({
  id: z.string(),
  species: z.string(),
  genuine: z.boolean(),
  variety: z.string().nullable(),
  device: z.string(),
  light: z.string(),
  simulated: z.boolean(),
  flash: z.boolean(),
  /** The capture page would have asked to take the picture again, because the light around drowned the flash. */
  heldBack: z.boolean(),
  tier: z.enum(['high', 'standard', 'low']),
  verdict: z.enum(['passed', 'failed', 'requires_review']),
  reason: z.string(),
  /**
   * Nats by which the weaker family's fused evidence clears the policy's bound: accepted from 0. Null where no bound would
   * accept the capture, because something beside the sum forbids it.
   */
  margin: z.number().nullable(),
  isCardFound: z.boolean(),
  /** Families in which every voter abstained. */
  silent: z.array(family),
  /** CPU of everything between bytes and tier, all threads. */
  cpuMs: z.number(),
  stageMs: z.record(z.string(), z.number()),
  votes: z.array(
    z.object({
      voter: z.string(),
      family,
      outcome: z.enum(['passed', 'failed', 'abstained']),
      suspicion: z.number().nullable(),
      faulted: z.boolean(),
      cpuMs: z.number(),
    }),
  ),
  /** What can be told of the files without looking at a pixel. */
  file: z.object({
    bytesPerPixel: z.number(),
    quality: z.number().nullable(),
    subsampling: z.string().nullable(),
    tables: z.string(),
  }),
  /** A small JPEG, base64, of a simulated capture that was asked for one. */
  picture: z.string().nullable(),
})

export type CaptureRecord = z.infer<typeof captureRecordSchema>
