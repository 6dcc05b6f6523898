import type { Vote, VoteEvidence, Voter } from '@kartu/core'
import type { Evidence } from '../evidence.ts'
import { cardLight } from '../signal/card-light.ts'
import { chromaticitySeries } from '../signal/chromaticity-series.ts'
import { ramp } from '../signal/order-statistics.ts'
import { decoyCodes } from './decoy-codes.ts'
import { alignFrames } from './flash-alignment.ts'
import { createCodeScorer } from './flash-code-score.ts'
import { compareFlashSamples } from './flash-samples-agree.ts'

/** Two colours' change is one number; three frames leave the drift-free series at least two degrees of freedom. */
const FRAMES_MIN = 3
/** Distinct colours among the frames: fewer cannot tell codes apart. */
const DISTINCT_COLORS_MIN = 3
/** Random codes that the true one must beat. p = (1 + ties and better) / (1 + DECOYS) needs no camera calibration. */
const DECOYS = 400
/** pad.md §1.3: rank at which the code counts as seen, and where it plainly is not. */
const P_SEEN = 0.01
const P_UNSEEN = 0.15
/** Flash over ambient that a reflecting card reaches in office light at arm's length, and that a screen's glass stays below. */
const MODULATION_CARD = 0.03
const MODULATION_SCREEN = 0.01
/**
 * Root-mean-square movement of ln chromaticity per unit of modulation for a code of saturated colours (about 0.35 for three
 * chromatic colours in five), used to translate "how much did anything move" into a bound on modulation.
 */
const MOVEMENT_PER_MODULATION = 0.3
/** Suspicion of a card that did not answer the flash at all: emissive, or strong daylight. */
const NO_ANSWER = 0.85

const round = (value: number, digits = 4): number => Number(value.toFixed(digits))

function vote(evidence: Evidence): Vote {
  const { challenge } = evidence
  if (!challenge) return { kind: 'abstained', reason: 'No flash challenge was issued for this capture.' }
  if (evidence.flashSource === 'torch') {
    return {
      kind: 'abstained',
      reason: 'The light was a torch, which has one colour and cannot show the code.',
    }
  }
  const samples = compareFlashSamples(evidence)
  if (samples && !samples.agrees) {
    return {
      kind: 'scored',
      suspicion: NO_ANSWER,
      reason: 'The flash samples sent along do not match what the frames show.',
      evidence: { sampleCorrelation: round(samples.correlation), samplePairs: samples.pairs },
    }
  }
  const series = chromaticitySeries(cardLight(evidence), 'card')
  if (!series || series.frames.length < FRAMES_MIN) {
    return { kind: 'abstained', reason: 'Fewer than three frames show enough of the card unclipped.' }
  }
  const alignment = alignFrames(evidence.frames, series.frames, challenge)
  if (!alignment) return { kind: 'abstained', reason: 'The frame times do not run forwards.' }
  const shown = new Set((alignment.steps[0] ?? []).map((step) => challenge.colors[step]))
  if (shown.size < DISTINCT_COLORS_MIN) {
    return { kind: 'abstained', reason: 'The frames saw fewer than three different colours of the code.' }
  }

  const scorer = createCodeScorer(series, alignment)
  const score = scorer.score(challenge.colors)
  const seed = evidence.frames.map((frame) => frame.sha256).join()
  let asGood = 0
  for (const decoy of decoyCodes(challenge, DECOYS, seed)) if (scorer.score(decoy) >= score) asGood++
  const p = (1 + asGood) / (1 + DECOYS)
  const modulation = scorer.modulation(challenge.colors)
  const movement = scorer.amplitude / MOVEMENT_PER_MODULATION
  const measured: VoteEvidence = {
    codeScore: round(score),
    decoyRankP: round(p),
    modulation: round(modulation),
    movement: round(movement),
    frames: series.frames.length,
    patches: series.patches,
    redGreen: [...series.redGreen].map((v) => round(v)),
    blueGreen: [...series.blueGreen].map((v) => round(v)),
    ...(samples ? { sampleCorrelation: round(samples.correlation) } : {}),
  }

  if (p <= P_SEEN && modulation >= MODULATION_CARD) {
    return {
      kind: 'scored',
      suspicion: 0.2 * ramp(p, 0, P_SEEN) + 0.1 * ramp(modulation, 2 * MODULATION_CARD, MODULATION_CARD),
      reason: 'The light on the card followed the code that was issued, better than random codes do.',
      evidence: measured,
    }
  }
  if (movement < MODULATION_SCREEN) {
    return {
      kind: 'scored',
      suspicion: NO_ANSWER,
      reason:
        'The flash changed nothing on the card: it gives its own light, was recorded, or stood in daylight.',
      evidence: measured,
    }
  }
  if (movement < MODULATION_CARD || (p <= P_SEEN && modulation < MODULATION_CARD)) {
    return {
      kind: 'abstained',
      reason: 'The ambient light drowned the flash: too little of it reached the card.',
      evidence: measured,
    }
  }
  if (!alignment.timed && evidence.frames.length !== challenge.colors.length) {
    return {
      kind: 'abstained',
      reason: 'Without frame times it is open which colour each frame saw.',
      evidence: measured,
    }
  }
  return {
    kind: 'scored',
    suspicion: 0.3 + 0.65 * ramp(Math.log(p), Math.log(P_SEEN), Math.log(P_UNSEEN)),
    reason: 'The light on the card changed, but not with the code that was issued.',
    evidence: measured,
  }
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
