import { castFault, castVote, voterPolicy, type CastVote, type FusionPolicy, type Voter } from '@kartu/core'
import type { Evidence } from '../evidence.ts'
import { cardCorners } from './card-corners.ts'
import { claimAgreement } from './claim-agreement.ts'
import { copyCheck } from './copy-check.ts'
import { emissionCheck } from './emission-check.ts'
import { flashFalloff } from './flash-falloff.ts'
import { fieldResidual } from './field-residual.ts'
import { flashReflectance } from './flash-reflectance.ts'
import { fontMatch } from './font-match.ts'
import { frameAgreement } from './frame-agreement.ts'
import { frameIndependence } from './frame-independence.ts'
import { halftoneCheck } from './halftone-check.ts'
import { hologramCheck } from './hologram-check.ts'
import { nikConsistency } from './nik-consistency.ts'
import { pasteEdges } from './paste-edges.ts'
import { photoBackground } from './photo-background.ts'
import { photoBoundary } from './photo-boundary.ts'
import { screenMoire } from './screen-moire.ts'
import { specularCheck } from './specular-check.ts'

/** Every voter, in the order of the answer on the wire. A new one is one file and one line here. */
export const VOTERS: readonly Voter<Evidence>[] = [
  flashReflectance,
  flashFalloff,
  emissionCheck,
  specularCheck,
  screenMoire,
  frameIndependence,
  frameAgreement,
  copyCheck,
  halftoneCheck,
  cardCorners,
  nikConsistency,
  fontMatch,
  fieldResidual,
  pasteEdges,
  photoBoundary,
  photoBackground,
  hologramCheck,
  claimAgreement,
]

/**
 * Asks every voter and applies the policy's thresholds. A voter that throws abstains as faulted, which caps its family at
 * review. Throws `policy_missing_voter` when the policy lacks a registered voter: an operator's mistake, not a vote.
 * @param timed runs each voter and may measure it: this package has no clock
 */
export function castVotes(
  evidence: Evidence,
  policy: FusionPolicy,
  timed: (voter: string, cast: () => CastVote) => CastVote = (_voter, cast) => cast(),
): CastVote[] {
  return VOTERS.map((voter) => timed(voter.id, () => castOne(voter, evidence, policy)))
}

function castOne(voter: Voter<Evidence>, evidence: Evidence, policy: FusionPolicy): CastVote {
  voterPolicy(policy, voter.id)
  try {
    return castVote(voter, voter.vote(evidence), policy)
  } catch {
    return castFault(voter)
  }
}
