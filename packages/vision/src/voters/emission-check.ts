import type { Vote, Voter } from '@kartu/core'
import type { Evidence } from '../evidence.ts'
import { ramp } from '../signal/order-statistics.ts'
import { flashAdditivity } from './flash-additivity.ts'
import { cardAnswer, surroundAnswer } from './flash-answer.ts'

/** The surroundings must follow the code this surely, and this strongly, before the card can be expected to. */
const SURROUND_P_MAX = 0.02
const SURROUND_MODULATION_MIN = 0.04
/** The card's flash over ambient as a share of its surroundings': paper and plastic take about as much or more. */
const SHARE_CARD = 0.5
const SHARE_EMISSIVE = 0.2
/** A card that answers this strongly all over is lit by the flash, however much more its surroundings are. */
const LIT_CARD = 0.5
const UNLIT_CARD = 0.3

/** The flash must show on the card this surely, and this strongly, before what dark and bright print took of it is compared. */
const CARD_P_MAX = 0.02
const CARD_MODULATION_MIN = 0.1
/** `flashAdditivity`: simulated cards reach 0.46 where they mirror the screen, displays begin at 0.74. */
const ADDED_REFLECTING = 0.5
const ADDED_EMITTING = 0.75
/** Below this the flash surely took part in the print's own colours, whatever it did to the surroundings. */
const ADDED_BY_PRINT = 0.25

const round = (value: number): number => Number(value.toFixed(4))

function vote(evidence: Evidence): Vote {
  const card = cardAnswer(evidence)
  if (typeof card === 'string')
    return { kind: 'abstained', reason: 'No flash was shown, or too few frames show the card.' }
  const shows = card.p <= CARD_P_MAX && card.modulation >= CARD_MODULATION_MIN
  const added = shows ? flashAdditivity(evidence, card) : null
  if (added !== null && added > ADDED_REFLECTING) {
    // A sleeve over a card adds its gloss to dark and bright alike, too; but glass alone never returns as much as a card does.
    const unlit = ramp(card.modulation, LIT_CARD, UNLIT_CARD)
    const suspicion = 0.1 + 0.85 * ramp(added, ADDED_REFLECTING, ADDED_EMITTING) * unlit
    return {
      kind: 'scored',
      suspicion,
      reason:
        suspicion > 0.5
          ? 'The flash adds as much light to dark print as to bright, as glass over a lit picture does.'
          : 'The flash shows in the gloss of the card more than in its print.',
      evidence: { cardModulation: round(card.modulation), flashAdditivity: round(added) },
    }
  }
  // Whoever clips a frame must not be spared the question by that: what is lit this clearly is asked it, or nothing.
  if (shows && added === null)
    return {
      kind: 'abstained',
      reason: 'Too little of the card is well exposed to compare dark print and bright.',
    }
  const surround = surroundAnswer(evidence)
  if (typeof surround === 'string') {
    return { kind: 'abstained', reason: 'Too little of the surroundings is visible beside the card.' }
  }
  const share = card.diffuseModulation / surround.modulation
  const measured = {
    cardModulation: round(card.diffuseModulation),
    surroundModulation: round(surround.modulation),
    surroundRankP: round(surround.p),
    ...(added === null ? {} : { flashAdditivity: round(added) }),
  }
  if (surround.p > SURROUND_P_MAX || surround.modulation < SURROUND_MODULATION_MIN) {
    return {
      kind: 'abstained',
      reason: 'The flash does not show on the surroundings, so there is nothing to compare.',
      evidence: measured,
    }
  }
  const outshone = ramp(Math.log(share + 1e-6), Math.log(SHARE_CARD), Math.log(SHARE_EMISSIVE))
  const unlit = ramp(card.diffuseModulation, LIT_CARD, UNLIT_CARD)
  // Surroundings far nearer to the screen, or darker, outshine a card as a display would: its own print tells the two apart.
  const unproven = added === null ? 1 : ramp(added, ADDED_BY_PRINT, ADDED_REFLECTING)
  const suspicion = 0.1 + 0.85 * outshone * unlit * unproven
  return {
    kind: 'scored',
    suspicion,
    reason:
      suspicion > 0.5
        ? 'The flash lit the surroundings and hardly the card: the card gives its own light.'
        : 'Card and surroundings took the flash alike, as things do that only reflect.',
    evidence: measured,
  }
}

/** Does the card glow by itself? Exposure and white balance cancel: card and surroundings are judged by their own hues. */
export const emissionCheck: Voter<Evidence> = {
  id: 'emission_check',
  family: 'antiSpoof',
  measures:
    'A flash tints a card about as strongly as what lies around it, dark print less than bright; a display outshines the flash, and its glass adds as much to dark as to bright.',
  blindTo:
    'A display that fills the whole picture and mirrors nothing of the flash, and surroundings too far away for it.',
  needs: [
    'a flash challenge',
    'three frames with the card',
    'something visible beside the card, or a flash that shows clearly on it',
  ],
  vote,
}
