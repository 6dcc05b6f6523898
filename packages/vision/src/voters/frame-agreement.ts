import type { Vote, Voter } from '@kartu/core'
import type { Evidence } from '../evidence.ts'
import { comparePrint, printSteps, type PrintAgreement } from '../signal/print-agreement.ts'
import { ramp } from '../signal/order-statistics.ts'

/**
 * Correlation of the values' strokes with those of the frame that was read. On the simulated fitting splits frames of one card lie
 * above 0.65 but for the darkest, and frames of two cards below 0.35.
 */
const SAME_FROM = 0.55
const SAME_SURELY = 0.8
const OTHER_BELOW = 0.4
/** Labels this alike show that both frames were found well; only then does it mean anything that values are not. */
const LABELS_ALIKE = 0.55
/** Share of the other frames that must show the card that was read. */
const AGREEING_SHARE = 0.5

/** Every frame but the one that was read, with how its print agrees with that frame's. */
export function agreements(
  evidence: Evidence,
): readonly { readonly frame: number; readonly print: PrintAgreement }[] {
  const read = printSteps(evidence, evidence.bestFrame)
  if (!read) return []
  return evidence.frames.flatMap(({ index }) => {
    const steps = index === evidence.bestFrame ? null : printSteps(evidence, index)
    return steps ? [{ frame: index, print: comparePrint(read, steps) }] : []
  })
}

function vote(evidence: Evidence): Vote {
  const compared = agreements(evidence)
  if (compared.length === 0)
    return { kind: 'abstained', reason: 'Fewer than two frames show a card that can be compared.' }
  const agreeing = compared.filter(({ print }) => print.values >= SAME_FROM)
  const dissenting = compared.filter(({ print }) => print.values < OTHER_BELOW)
  const measured = {
    compared: compared.length,
    agreeing: agreeing.length,
    values: compared.map(({ print }) => print.values.toFixed(2)),
    labels: compared.map(({ print }) => print.labels.toFixed(2)),
  }
  if (dissenting.some(({ print }) => print.labels >= LABELS_ALIKE))
    return {
      kind: 'scored',
      suspicion: 0.95,
      reason:
        'Frames of one capture show different cards: the labels are the same, the texts beside them are not.',
      evidence: measured,
    }
  if (dissenting.length > 0 || agreeing.length < AGREEING_SHARE * compared.length)
    return {
      kind: 'abstained',
      reason: 'Not every frame can be shown to hold the card that was read.',
      evidence: measured,
    }
  const least = Math.min(...agreeing.map(({ print }) => print.values))
  return {
    kind: 'scored',
    suspicion: 0.05 + 0.35 * ramp(least, SAME_SURELY, SAME_FROM),
    reason: 'The frames show one and the same card.',
    evidence: measured,
  }
}

/**
 * Is the card that was read the one that the other frames show? Somebody could light a card of their own and slip in a picture of
 * another's: every voter that judges light would look at the one, the reader at the other.
 */
export const frameAgreement: Voter<Evidence> = {
  id: 'frame_agreement',
  family: 'antiSpoof',
  measures:
    'The strokes of number and values lie at the same places of the card in every frame; on another card they do not.',
  blindTo:
    'What differs in the photo alone, and single frames too dark, blurred or differently laid out to be compared.',
  needs: ['two frames with the card', 'its print sharp and light enough in half of them'],
  vote,
}
