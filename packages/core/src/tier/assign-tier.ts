import type { AntiSpoofVerdict, TamperVerdict } from '../evidence/fuse.ts'

export type AssuranceTier = 'high' | 'standard' | 'low'
export type BundleVerdict = 'passed' | 'failed' | 'requires_review'
export type VerificationStatus = 'verified' | 'failed' | 'pending'
/** What became of the flash challenge: no nonce in the bundle, `flash_reflectance` passed, or anything else. */
export type FlashState = 'absent' | 'validated' | 'not_validated'

export interface TierInput {
  readonly antiSpoof: AntiSpoofVerdict
  readonly tamper: TamperVerdict
  readonly flash: FlashState
  /** The organisation's setting: a bundle without a nonce is never better than `low`. */
  readonly requireFlash: boolean
  /** Whether a KTP was located in any frame. */
  readonly cardFound: boolean
  /** Whether any frame's bytes came in an earlier bundle. */
  readonly framesSeenBefore: boolean
}

export interface TierDecision {
  readonly assuranceTier: AssuranceTier
  readonly verdict: BundleVerdict
  readonly status: VerificationStatus
  /** Stable code of the row that decided. */
  readonly reason: TierReason
}

export type TierReason =
  | 'frames_seen_before'
  | 'card_not_found'
  | 'flash_validated'
  | 'flash_required'
  | 'no_flash'
  | 'flash_not_validated'
  | 'spoof_and_tampered'
  | 'evidence_negative_or_unclear'

interface TierRow {
  readonly when: Partial<TierInput>
  readonly decision: TierDecision
}

const high = { assuranceTier: 'high', verdict: 'passed', status: 'verified' } as const
const standard = { assuranceTier: 'standard', verdict: 'passed', status: 'verified' } as const
const review = { assuranceTier: 'low', verdict: 'requires_review', status: 'pending' } as const
const failed = { assuranceTier: 'low', verdict: 'failed', status: 'failed' } as const
const positive = { antiSpoof: 'live', tamper: 'authentic' } as const

/** Contract §6 as a table: the first row whose conditions all hold decides; the last holds always. */
export const TIER_TABLE: readonly TierRow[] = [
  { when: { framesSeenBefore: true }, decision: { ...failed, reason: 'frames_seen_before' } },
  { when: { cardFound: false }, decision: { ...failed, reason: 'card_not_found' } },
  { when: { ...positive, flash: 'validated' }, decision: { ...high, reason: 'flash_validated' } },
  {
    when: { ...positive, flash: 'absent', requireFlash: true },
    decision: { ...review, reason: 'flash_required' },
  },
  { when: { ...positive, flash: 'absent' }, decision: { ...standard, reason: 'no_flash' } },
  { when: { ...positive, flash: 'not_validated' }, decision: { ...review, reason: 'flash_not_validated' } },
  {
    when: { antiSpoof: 'spoof', tamper: 'tampered' },
    decision: { ...failed, reason: 'spoof_and_tampered' },
  },
  { when: {}, decision: { ...review, reason: 'evidence_negative_or_unclear' } },
]

/** Tier, verdict and status of a judged bundle. Total: every combination of inputs has a row. */
export function assignTier(input: TierInput): TierDecision {
  const row = TIER_TABLE.find(({ when }) =>
    Object.entries(when).every(([key, value]) => input[key as keyof TierInput] === value),
  )
  return row?.decision ?? { ...review, reason: 'evidence_negative_or_unclear' }
}
