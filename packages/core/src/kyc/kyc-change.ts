import { KYC_LEVELS, type KycLevel } from './kyc-level.ts'

export type KycChangeReason =
  'verification_verified' | 'verification_overridden' | 'verification_expired' | 'customer_created'

/** What a `kte_` event records (contract §2). */
export interface KycChange {
  readonly from: KycLevel
  readonly to: KycLevel
  readonly direction: 'raised' | 'lowered'
  readonly reason: KycChangeReason
  /** `usr_…` of an analyst, `key_…` of an integrator, or `system`. */
  readonly actor: string
}

/** The event to write, or null when the level stays as it is. */
export function kycChange(
  from: KycLevel,
  to: KycLevel,
  cause: { readonly reason: KycChangeReason; readonly actor: string },
): KycChange | null {
  if (from === to) return null
  const raised = KYC_LEVELS.indexOf(to) > KYC_LEVELS.indexOf(from)
  return { from, to, direction: raised ? 'raised' : 'lowered', ...cause }
}
