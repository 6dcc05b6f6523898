import type { Vote, Voter } from '@kartu/core'
import type { Evidence } from '../evidence.ts'
import { LABELS, VALUES, WIDE_SHIFT_PX, printAgreement } from '../signal/print-agreement.ts'
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
/**
 * And where one frame shows something else: a card whose outline was found wrongly, so that its labels lie elsewhere as well. Whoever
 * slips in one picture of another's card has it read, and then no other frame agrees.
 */
const AGREEING_BUT_ONE = 0.75

function vote(evidence: Evidence): Vote {
  const { bestFrame, frames } = evidence
  const agreementOf = printAgreement(evidence, bestFrame, VALUES)
  const widelyOf = printAgreement(evidence, bestFrame, VALUES, WIDE_SHIFT_PX)
  const compared = frames.flatMap(({ index }) => {
    const near = index === bestFrame ? null : agreementOf(index)
    // An outline that was found a few pixels aside makes no other card of it.
    const values = near !== null && near < OTHER_BELOW ? widelyOf(index) : near
    return values === null ? [] : [{ index, values }]
  })
  if (compared.length === 0)
    return { kind: 'abstained', reason: 'Fewer than two frames show a card that can be compared.' }
  const agreeing = compared.filter(({ values }) => values >= SAME_FROM)
  const dissenting = compared.filter(({ values }) => values < OTHER_BELOW)
  const labelsOf = printAgreement(evidence, bestFrame, LABELS, WIDE_SHIFT_PX)
  const labels = dissenting.map(({ index }) => labelsOf(index) ?? 0)
  const measured = {
    compared: compared.length,
    agreeing: agreeing.length,
    values: compared.map(({ values }) => values.toFixed(2)),
    ...(labels.length === 0 ? {} : { labelsOfDissenting: labels.map((value) => value.toFixed(2)) }),
  }
  if (labels.some((value) => value >= LABELS_ALIKE))
    return {
      kind: 'scored',
      suspicion: 0.95,
      reason:
        'Frames of one capture show different cards: the labels are the same, the texts beside them are not.',
      evidence: measured,
    }
  const share = agreeing.length / compared.length
  if (
    share < AGREEING_SHARE ||
    dissenting.length > 1 ||
    (dissenting.length === 1 && share < AGREEING_BUT_ONE)
  )
    return {
      kind: 'abstained',
      reason: 'Not every frame can be shown to hold the card that was read.',
      evidence: measured,
    }
  const least = Math.min(...agreeing.map(({ values }) => values))
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
