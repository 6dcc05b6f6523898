import { z } from 'zod'
import { SPLITS } from './plan-evaluation.ts'

const rate = z.object({
  value: z.number().min(0).max(1).nullable(),
  low: z.number().min(0).max(1),
  high: z.number().min(0).max(1),
  n: z.int().min(0),
})
const share = z.number().min(0).max(1)
const count = z.int().min(0)

/** Quantiles of a voter's suspicion where it spoke. */
const spread = z.object({ p05: share, p25: share, p50: share, p75: share, p95: share })

const voterOnSpecies = z.object({
  n: count,
  passed: count,
  failed: count,
  abstained: count,
  faulted: count,
  suspicion: spread.nullable(),
})

const mode = z.object({
  /** Genuine captures that got neither `high` nor `standard`. */
  bpcer: rate,
  /** Attacks that got `high` or `standard`, by species, worst first. */
  apcer: z.record(z.string(), rate),
  /** BPCER where no species' APCER exceeds 10, 5 and 1 %; null without both kinds of captures. */
  bpcer10: share.nullable(),
  bpcer20: share.nullable(),
  bpcer100: share.nullable(),
  avRank: share.nullable(),
  /** Captures that the page would have asked to take again. Attackers need no such page: all attacks count in `apcer`. */
  heldBack: z.object({ bonaFide: rate, attacks: z.record(z.string(), rate) }),
  /** BPCER of the genuine captures that the page would have sent without asking. */
  bpcerSent: rate,
  /** No card found, or a family of voters that all abstained. Counts as not accepted in the rates above. */
  nonResponse: z.object({ bonaFide: rate, attacks: z.record(z.string(), rate) }),
  /** Median milliseconds of processor time, everything from bytes to tier; null without captures. */
  cpuMsPerCapture: z.number().nullable(),
  cpuMsPerStage: z.record(z.string(), z.number()),
  tiers: z.record(z.string(), z.object({ high: count, standard: count, review: count, failed: count })),
  /** BPCER of each variety of genuine captures. */
  varieties: z.record(z.string(), rate),
  devices: z.record(z.string(), rate),
  lights: z.record(z.string(), rate),
  /** Thresholds in nats from the policy's bound; null for the one that accepts nothing. */
  det: z.array(
    z.object({
      threshold: z.number().nullable(),
      apcer: share,
      worstSpecies: z.string().nullable(),
      bpcer: share,
    }),
  ),
  voters: z.record(
    z.string(),
    z.object({ cpuMs: z.number(), species: z.record(z.string(), voterOnSpecies) }),
  ),
})

const auc = z.object({ value: share, low: share, high: share }).nullable()

/** What `npm run evaluate -- --json` prints. */
export const evaluationDocumentSchema = mode.extend({
  /** Whether any capture came from a simulator. */
  simulated: z.boolean(),
  profile: z.enum(['fast', 'full', 'folder']),
  /** `evaluate`: devices, print styles and seeds that nothing was fitted on; null for somebody else's captures. */
  split: z.enum(SPLITS).nullable(),
  seed: z.string().nullable(),
  policyVersion: z.string(),
  captures: count,
  bounds: z.literal('one-sided 95 % Clopper-Pearson'),
  /** A detector that sees files and no pixels: 0.5 is chance. `settings` leaves their size out. */
  jpegOnly: z.object({ auc, settings: auc, species: z.record(z.string(), auc) }),
  /** The same without a flash challenge, where `standard` is the prize. */
  nonceless: mode,
})

export type ModeFigures = z.infer<typeof mode>
export type EvaluationDocument = z.infer<typeof evaluationDocumentSchema>
