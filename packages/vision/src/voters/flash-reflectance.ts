import { DROWNED_BELOW, type Vote, type VoteEvidence, type Voter } from '@kartu/core'
import type { Evidence } from '../evidence.ts'
import { ramp } from '../signal/order-statistics.ts'
import { cardAnswer, type FlashAnswer, type NoAnswer } from './flash-answer.ts'
import { compareFlashSamples } from './flash-samples-agree.ts'

/** Distinct colours among the frames: fewer cannot tell codes apart. */
const DISTINCT_COLORS_MIN = 3
/**
 * Rank among random codes, and agreement, at which the issued one counts as seen (pad.md §1.3). The rank alone would let one recorded
 * code in so many pass for another; what really followed the code also agrees with it as closely as this. The rank allows one decoy that
 * fits as well: where a step of the code was not seen, more do, and then the card is not known to have been lit by this code.
 */
const P_SEEN = 0.0012
const SCORE_SEEN = 0.96
/** Rank from which another code fits plainly as well; between the two the series is too short or too noisy to say. */
const P_UNSEEN = 0.05
const P_RANDOM = 0.3
/** A series that agrees this well with the code is not called foreign whatever its rank: short codes have near twins. */
const SCORE_AGREEING = 0.9
/**
 * Flash over ambient light that all but the least lit patches of the card reach. pad.md §1.2: a phone at 25 cm in 500 lx gives
 * 0.16, in 200 lx 0.4. The glass of a display returns its four per cent in places and on top of its own light, simulated up
 * to 0.12: below the first bound card and glass look alike, up to the second a pass counts for less. The capture page asks to
 * take a picture again below the first.
 */
const MODULATION_CARD = DROWNED_BELOW
const MODULATION_CLEAR = 0.3
const MODULATION_NONE = 0.01
/**
 * Root-mean-square movement of ln chromaticity per unit of small modulation, for a code of saturated colours: translates
 * "how much did anything move" into the modulation that would explain it.
 */
const MOVEMENT_PER_MODULATION = 0.35
/** Suspicion of a card that did not answer the flash at all: emissive or recorded, seldom strong daylight. */
const NO_ANSWER = 0.9

const ABSTENTIONS: Readonly<Record<NoAnswer, string>> = {
  no_challenge: 'No flash challenge was issued for this capture.',
  torch: 'The light was a torch, which has one colour and cannot show the code.',
  too_few_frames: 'Fewer than three frames show enough of the card unclipped.',
  times_backwards: 'The frame times do not run forwards.',
}

const round = (value: number): number => Number(value.toFixed(4))

function vote(evidence: Evidence): Vote {
  const answer = cardAnswer(evidence)
  if (typeof answer === 'string') return { kind: 'abstained', reason: ABSTENTIONS[answer] }
  const samples = compareFlashSamples(evidence)
  const measured: VoteEvidence = {
    codeScore: round(answer.score),
    decoyRankP: round(answer.p),
    modulation: round(answer.modulation),
    diffuseModulation: round(answer.diffuseModulation),
    movement: round(answer.amplitude / MOVEMENT_PER_MODULATION),
    frames: answer.series.frames.length,
    patches: answer.series.patches.length,
    redGreen: [...answer.series.redGreen].map(round),
    blueGreen: [...answer.series.blueGreen].map(round),
    ...(samples ? { sampleCorrelation: round(samples.correlation), samplePairs: samples.pairs } : {}),
  }
  if (samples && !samples.agrees) {
    const reason = 'The flash samples sent along do not match what the frames show.'
    return { kind: 'scored', suspicion: NO_ANSWER, reason, evidence: measured }
  }
  if (answer.distinctColors < DISTINCT_COLORS_MIN) {
    return {
      kind: 'abstained',
      reason: 'The frames saw fewer than three different colours of the code.',
      evidence: measured,
    }
  }
  return judge(answer, evidence, measured)
}

function judge(answer: FlashAnswer, evidence: Evidence, measured: VoteEvidence): Vote {
  const scored = (suspicion: number, reason: string): Vote => ({
    kind: 'scored',
    suspicion,
    reason,
    evidence: measured,
  })
  const abstained = (reason: string): Vote => ({ kind: 'abstained', reason, evidence: measured })
  const movement = answer.amplitude / MOVEMENT_PER_MODULATION

  const isSeen = answer.p <= P_SEEN && answer.score >= SCORE_SEEN
  if (isSeen && !answer.isBrightAsShown)
    return abstained('The hues follow the code, but white or black of it did not come as bright or as dark.')
  if (isSeen && answer.diffuseModulation >= MODULATION_CARD) {
    const weak = ramp(answer.diffuseModulation, MODULATION_CLEAR, MODULATION_CARD)
    return scored(
      0.15 * ramp(answer.p, 0, P_SEEN) + 0.2 * weak,
      'The light on the card followed the code that was issued, better than random codes do.',
    )
  }
  if (movement < MODULATION_NONE) {
    return scored(
      NO_ANSWER,
      'The flash changed nothing on the card: it gives its own light, was recorded, or stood in daylight.',
    )
  }
  if (!answer.alignment.timed && evidence.frames.length !== evidence.challenge?.colors.length) {
    return abstained('Without frame times it is open which colour each frame saw.')
  }
  if (answer.p < P_UNSEEN && answer.diffuseModulation < MODULATION_CARD) {
    return abstained(
      'The card answered the flash no more than the glass of a display would, or a card in sunlight.',
    )
  }
  if (
    answer.p < P_UNSEEN ||
    (answer.score >= SCORE_AGREEING && answer.diffuseModulation >= MODULATION_CARD)
  ) {
    return abstained('The light on the card fits the code, but too few colours were seen to rule out others.')
  }
  return scored(
    0.6 + 0.35 * ramp(Math.log(answer.p), Math.log(P_UNSEEN), Math.log(P_RANDOM)),
    'The light on the card changed, but not with the code that was issued.',
  )
}

/** Does light of the issued colours come back from the card? Decoy ranking after pad.md §1.3. */
export const flashReflectance: Voter<Evidence> = {
  id: 'flash_reflectance',
  family: 'antiSpoof',
  measures:
    'The colour of the light that the card reflects follows the colour code shown by the screen, and no other code.',
  blindTo: 'Paper against plastic: anything that reflects light answers the flash, a colour print included.',
  needs: [
    'a flash challenge',
    'the screen as its light',
    'three frames with the card under three different colours',
  ],
  vote,
}
