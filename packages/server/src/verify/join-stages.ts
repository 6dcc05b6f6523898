import { castVote, type CardReading, type CastVote, type FusionPolicy } from '@kartu/core'
import { compareReadings, type ReadingComparison } from './compare-readings.ts'

/** What one stage of a capture showed. */
export interface StageFindings {
  readonly isCardFound: boolean
  readonly reading: CardReading
  readonly votes: readonly CastVote[]
}

/** The voter whose pass makes a capture `high`. */
const FLASH_VOTER = { id: 'flash_reflectance', family: 'antiSpoof' } as const
/** Suspicion of a flash that lit another card than the one that is read. */
const OTHER_CARD = 0.95

/**
 * Makes one judgement of two stages. Frames that no flash lit prove nothing of who was there: they may add doubt and never take any away,
 * or whoever lights a card of his own could add the picture of somebody else's. So every voter is asked of both stages and the worse
 * answer stands; and the flash counts only for a card that reads the same in both. Then the sharper stage is the one that is read.
 */
export function joinStages(
  lit: StageFindings,
  before: StageFindings | null,
  policy: FusionPolicy,
): StageFindings {
  if (before === null || !before.isCardFound) return lit
  const comparison = compareReadings(lit.reading, before.reading)
  return {
    isCardFound: true,
    // Of two cards it is the one that was there that counts.
    reading: comparison.sameCard === 'other' ? lit.reading : before.reading,
    votes: lit.votes.map((vote) => {
      const other = before.votes.find(({ voter }) => voter === vote.voter)
      const worse = other === undefined ? vote : worseOf(vote, other)
      return vote.voter === FLASH_VOTER.id ? linkFlash(worse, comparison, policy) : worse
    }),
  }
}

function worseOf(lit: CastVote, before: CastVote): CastVote {
  if (lit.faulted || before.faulted) return lit.faulted ? lit : before
  if (before.outcome === 'abstained' || before.suspicion === undefined) return lit
  const isWorse = lit.suspicion === undefined ? before.outcome === 'failed' : before.suspicion > lit.suspicion
  return isWorse ? { ...before, reason: `Before the flash: ${before.reason}` } : lit
}

function linkFlash(vote: CastVote, comparison: ReadingComparison, policy: FusionPolicy): CastVote {
  const { sameCard, compared, differing } = comparison
  const evidence = { ...vote.evidence, sameCard, comparedFields: compared, differingFields: differing }
  if (sameCard === 'other') {
    const reason = 'The card that was photographed before the flash is another one than the flash lit.'
    return castVote(FLASH_VOTER, { kind: 'scored', suspicion: OTHER_CARD, reason, evidence }, policy)
  }
  if (sameCard === 'same' || vote.outcome !== 'passed') return { ...vote, evidence }
  const reason = 'It could not be read that the flash lit the card that was photographed before it.'
  return castVote(FLASH_VOTER, { kind: 'abstained', reason, evidence }, policy)
}
