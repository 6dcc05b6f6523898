/** Contract §2; `premium` needs methods that are not built. */
export const KYC_LEVELS = ['none', 'basic', 'standard', 'premium'] as const
export type KycLevel = (typeof KYC_LEVELS)[number]

export type VerificationKind = 'nik_format' | 'ktp_capture'

export interface VerificationFact {
  readonly id: string
  readonly kind: VerificationKind
  readonly status: 'verified' | 'failed' | 'pending'
  readonly createdAtMs: number
  /** The verification this one overrides (an analyst's decision), or null. */
  readonly overrides: string | null
}

export interface DerivedKyc {
  readonly level: KycLevel
  /** When the level falls unless something renews it; null for `none`. */
  readonly expiresAtMs: number | null
  /** The verification that gives the level; null for `none`. */
  readonly verificationId: string | null
}

const DAY_MS = 86_400_000
export const DEFAULT_KYC_EXPIRY_MS = 365 * DAY_MS

const LEVEL_BY_KIND: Readonly<Record<VerificationKind, KycLevel>> = {
  nik_format: 'basic',
  ktp_capture: 'standard',
}

/**
 * The level a customer has at `nowMs`, derived from verifications and never stored as a setting. An overridden
 * verification counts for nothing; the row that overrides it counts instead. Independent of the order of the list.
 */
export function deriveKycLevel(
  verifications: readonly VerificationFact[],
  nowMs: number,
  options: { readonly expiryMs?: number } = {},
): DerivedKyc {
  const expiryMs = options.expiryMs ?? DEFAULT_KYC_EXPIRY_MS
  const overridden = new Set(verifications.map((fact) => fact.overrides))
  const valid = verifications.filter(
    (fact) => fact.status === 'verified' && !overridden.has(fact.id) && nowMs < fact.createdAtMs + expiryMs,
  )
  const best = valid.toSorted(
    (a, b) => rank(b) - rank(a) || b.createdAtMs - a.createdAtMs || (a.id < b.id ? -1 : 1),
  )[0]
  if (best === undefined) return { level: 'none', expiresAtMs: null, verificationId: null }
  return {
    level: LEVEL_BY_KIND[best.kind],
    expiresAtMs: best.createdAtMs + expiryMs,
    verificationId: best.id,
  }
}

function rank(fact: VerificationFact): number {
  return KYC_LEVELS.indexOf(LEVEL_BY_KIND[fact.kind])
}
