import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_KYC_EXPIRY_MS, deriveKycLevel, kycChange, type VerificationFact } from '../src/index.ts'

const NOW_MS = 1_800_000_000_000
const fact = (id: string, change: Partial<VerificationFact> = {}): VerificationFact => ({
  id,
  kind: 'ktp_capture',
  status: 'verified',
  createdAtMs: NOW_MS - 1000,
  overrides: null,
  ...change,
})
const levelOf = (...facts: VerificationFact[]): string => deriveKycLevel(facts, NOW_MS).level

describe('The KYC level', () => {
  test('is none without verifications, basic for a number, standard for a capture', () => {
    expect(deriveKycLevel([], NOW_MS)).toEqual({ level: 'none', expiresAtMs: null, verificationId: null })
    expect(levelOf(fact('a', { kind: 'nik_format' }))).toBe('basic')
    expect(levelOf(fact('a'), fact('b', { kind: 'nik_format' }))).toBe('standard')
  })

  test('is not moved by a pending or failed verification', () => {
    expect(levelOf(fact('a', { status: 'pending' }), fact('b', { status: 'failed' }))).toBe('none')
    expect(levelOf(fact('a'), fact('b', { status: 'failed' }))).toBe('standard')
  })

  test('follows an override in both directions', () => {
    expect(levelOf(fact('a', { status: 'pending' }), fact('b', { overrides: 'a' }))).toBe('standard')
    expect(levelOf(fact('a'), fact('b', { status: 'failed', overrides: 'a' }))).toBe('none')
  })

  test('expires after the configured time to the millisecond, and falls back to what is left', () => {
    const capture = fact('a')
    const lastMs = capture.createdAtMs + DEFAULT_KYC_EXPIRY_MS
    expect(deriveKycLevel([capture], lastMs - 1)).toMatchObject({ level: 'standard', expiresAtMs: lastMs })
    expect(deriveKycLevel([capture], lastMs).level).toBe('none')
    expect(deriveKycLevel([capture], NOW_MS, { expiryMs: 1000 }).level).toBe('none')
    const newer = fact('b', { kind: 'nik_format', createdAtMs: lastMs - 10 })
    expect(deriveKycLevel([capture, newer], lastMs).level).toBe('basic')
  })

  test('comes from the newest of equal verifications, which is the last to expire', () => {
    const older = fact('b', { createdAtMs: NOW_MS - 5000 })
    const newer = fact('z', { createdAtMs: NOW_MS - 10 })
    expect(deriveKycLevel([older, newer, fact('c')], NOW_MS)).toEqual({
      level: 'standard',
      expiresAtMs: newer.createdAtMs + DEFAULT_KYC_EXPIRY_MS,
      verificationId: 'z',
    })
  })

  test('does not depend on the order of verifications', () => {
    const facts = [
      fact('a'),
      fact('b', { createdAtMs: NOW_MS - 5 }),
      fact('c', { kind: 'nik_format' }),
      fact('d', { overrides: 'a' }),
    ]
    fc.assert(
      fc.property(fc.shuffledSubarray(facts, { minLength: 4 }), (shuffled) => {
        expect(deriveKycLevel(shuffled, NOW_MS)).toEqual(deriveKycLevel(facts, NOW_MS))
      }),
    )
  })

  test('writes an event only when it changes', () => {
    const cause = { reason: 'verification_verified', actor: 'key_1' } as const
    expect(kycChange('none', 'none', cause)).toBeNull()
    expect(kycChange('none', 'standard', cause)).toMatchObject({ direction: 'raised', actor: 'key_1' })
    expect(kycChange('standard', 'none', { ...cause, reason: 'verification_expired' })?.direction).toBe(
      'lowered',
    )
  })
})
