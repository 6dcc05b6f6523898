import { describe, expect, test } from 'vitest'
import { assignTier, TIER_TABLE, type FlashState, type TierInput } from '../src/index.ts'

const good: TierInput = {
  antiSpoof: 'live',
  tamper: 'authentic',
  flash: 'validated',
  requireFlash: false,
  cardFound: true,
  framesSeenBefore: false,
}

const ANTI_SPOOF = ['live', 'spoof', 'unclear'] as const
const TAMPER = ['authentic', 'tampered', 'unclear'] as const
const FLASH: readonly FlashState[] = ['absent', 'validated', 'not_validated']
const BOOLEANS = [false, true]

const everyInput: TierInput[] = ANTI_SPOOF.flatMap((antiSpoof) =>
  TAMPER.flatMap((tamper) =>
    FLASH.flatMap((flash) =>
      BOOLEANS.flatMap((requireFlash) =>
        BOOLEANS.flatMap((cardFound) =>
          BOOLEANS.map((framesSeenBefore) => ({
            antiSpoof,
            tamper,
            flash,
            requireFlash,
            cardFound,
            framesSeenBefore,
          })),
        ),
      ),
    ),
  ),
)

describe('The truth table of contract §6', () => {
  test.each([
    ['live, authentic, flash validated', {}, 'high', 'passed', 'verified', 'flash_validated'],
    ['live, authentic, no nonce', { flash: 'absent' }, 'standard', 'passed', 'verified', 'no_flash'],
    [
      'live, authentic, flash not validated',
      { flash: 'not_validated' },
      'low',
      'requires_review',
      'pending',
      'flash_not_validated',
    ],
    [
      'no nonce where the organisation requires one',
      { flash: 'absent', requireFlash: true },
      'low',
      'requires_review',
      'pending',
      'flash_required',
    ],
    [
      'spoof only',
      { antiSpoof: 'spoof' },
      'low',
      'requires_review',
      'pending',
      'evidence_negative_or_unclear',
    ],
    [
      'tampered only',
      { tamper: 'tampered' },
      'low',
      'requires_review',
      'pending',
      'evidence_negative_or_unclear',
    ],
    [
      'anti-spoof unclear',
      { antiSpoof: 'unclear' },
      'low',
      'requires_review',
      'pending',
      'evidence_negative_or_unclear',
    ],
    [
      'tamper unclear',
      { tamper: 'unclear' },
      'low',
      'requires_review',
      'pending',
      'evidence_negative_or_unclear',
    ],
    [
      'spoof and unclear',
      { antiSpoof: 'spoof', tamper: 'unclear' },
      'low',
      'requires_review',
      'pending',
      'evidence_negative_or_unclear',
    ],
    [
      'spoof and tampered',
      { antiSpoof: 'spoof', tamper: 'tampered' },
      'low',
      'failed',
      'failed',
      'spoof_and_tampered',
    ],
    ['no card found', { cardFound: false }, 'low', 'failed', 'failed', 'card_not_found'],
    ['frames seen before', { framesSeenBefore: true }, 'low', 'failed', 'failed', 'frames_seen_before'],
  ] as const)('%s', (_, change, assuranceTier, verdict, status, reason) => {
    expect(assignTier({ ...good, ...change })).toEqual({ assuranceTier, verdict, status, reason })
  })

  test('reaches every row of the table', () => {
    const reached = new Set(everyInput.map((input) => assignTier(input).reason))
    expect(reached).toEqual(new Set(TIER_TABLE.map((row) => row.decision.reason)))
  })

  test('trusts nothing unless both judgements are positive, a card was found and the frames are new', () => {
    for (const input of everyInput) {
      const { assuranceTier, verdict, status } = assignTier(input)
      const trusted = input.antiSpoof === 'live' && input.tamper === 'authentic'
      const sound = trusted && input.cardFound && !input.framesSeenBefore
      if (assuranceTier !== 'low') expect(sound).toBe(true)
      if (assuranceTier === 'high') expect(input.flash).toBe('validated')
      if (assuranceTier === 'standard') expect(input).toMatchObject({ flash: 'absent', requireFlash: false })
      expect(assuranceTier === 'low').toBe(verdict !== 'passed')
      expect(status).toBe({ passed: 'verified', failed: 'failed', requires_review: 'pending' }[verdict])
    }
  })
})
