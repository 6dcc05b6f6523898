import { assignTier, type CastVote, type Fused, type TierDecision } from '@kartu/core'
import type { Exhibit, Findings } from './exhibit.ts'

/** The voter whose pass is what "the flash challenge was satisfied" means: contract §6. */
const FLASH_VOTER = 'flash_reflectance'

/** What the tier depends on beside the findings; every opened bundle has it. */
export interface TierBasis {
  readonly exhibit: Pick<Exhibit, 'challenge'>
  readonly organisation: { readonly requireFlash: boolean }
  readonly areFramesSeenBefore: boolean
}

/** Asks the truth table of contract §6 with what is known of this bundle. */
export function decideTier(
  bundle: TierBasis,
  findings: Pick<Findings, 'votes' | 'isCardFound'>,
  fused: Pick<Fused, 'antiSpoof' | 'tamper'>,
): TierDecision {
  return assignTier({
    antiSpoof: fused.antiSpoof,
    tamper: fused.tamper,
    flash: flashState(bundle, findings.votes),
    requireFlash: bundle.organisation.requireFlash,
    cardFound: findings.isCardFound,
    framesSeenBefore: bundle.areFramesSeenBefore,
  })
}

function flashState(bundle: TierBasis, votes: readonly CastVote[]): 'absent' | 'validated' | 'not_validated' {
  if (bundle.exhibit.challenge === null) return 'absent'
  const isPassed = votes.some((vote) => vote.voter === FLASH_VOTER && vote.outcome === 'passed')
  return isPassed ? 'validated' : 'not_validated'
}
