import { BLANK } from './reading-alphabet.ts'

/** What the line reader says of one line in one frame. */
export interface LineScores {
  readonly steps: number
  readonly classes: number
  /** Row-major [steps, classes], each step's probabilities sum to 1. */
  readonly probabilities: Float32Array
}

/**
 * One text laid along one line's steps in every way that CTC allows (Graves et al. 2006, §4.1), weighted by the probabilities.
 * From it the likelihood of every text that differs by one character follows in time proportional to the steps, without
 * laying that text anew.
 */
export interface Alignment {
  readonly scores: LineScores
  readonly codes: readonly number[]
  /** Scaled forward sums [steps, states]: state 2i + 1 is character i, even states are blanks. Those of a step sum to 1. */
  readonly forward: Float64Array
  /** Scaled backward sums, without the step's own probability. */
  readonly backward: Float64Array
  /** What each step's forward sums were divided by. */
  readonly scale: Float64Array
  /** Natural logarithm of the text's likelihood. */
  readonly logLikelihood: number
}

/** No step rules a class out: a line is never impossible, only unlikely. */
const LEAST = 1e-6

export function probabilityAt(scores: LineScores, step: number, code: number): number {
  const p = scores.probabilities[step * scores.classes + code]!
  return p > LEAST ? p : LEAST
}

/** Lays a text along a line. Null where the line has fewer steps than the text needs, or says so surely otherwise that no number holds it. */
export function alignText(scores: LineScores, codes: readonly number[]): Alignment | null {
  const { steps } = scores
  const states = 2 * codes.length + 1
  if (steps < leastSteps(codes)) return null
  const codeOf = (state: number) => (state % 2 === 0 ? BLANK : codes[state >> 1]!)
  // From the character before without a blank between, which equal neighbours need.
  const skips = (state: number) =>
    state % 2 === 1 && state >= 3 && codes[state >> 1] !== codes[(state >> 1) - 1]
  const forward = new Float64Array(steps * states)
  const scale = new Float64Array(steps)
  let logLikelihood = 0
  for (let t = 0; t < steps; t++) {
    const at = t * states
    let sum = 0
    for (let s = 0; s < states; s++) {
      let reach = 0
      if (t === 0) reach = s < 2 ? 1 : 0
      else {
        reach = forward[at - states + s]!
        if (s > 0) reach += forward[at - states + s - 1]!
        if (skips(s)) reach += forward[at - states + s - 2]!
      }
      if (reach === 0) continue
      const value = reach * probabilityAt(scores, t, codeOf(s))
      forward[at + s] = value
      sum += value
    }
    scale[t] = sum
    logLikelihood += Math.log(sum)
    for (let s = 0; s < states; s++) forward[at + s]! /= sum
  }
  const backward = new Float64Array(steps * states)
  const last = (steps - 1) * states
  backward[last + states - 1] = 1
  if (states > 1) backward[last + states - 2] = 1
  for (let t = steps - 2; t >= 0; t--) {
    const next = (t + 1) * states
    for (let s = 0; s < states; s++) {
      let sum = backward[next + s]! * probabilityAt(scores, t + 1, codeOf(s))
      if (s + 1 < states) sum += backward[next + s + 1]! * probabilityAt(scores, t + 1, codeOf(s + 1))
      if (s + 2 < states && skips(s + 2))
        sum += backward[next + s + 2]! * probabilityAt(scores, t + 1, codeOf(s + 2))
      backward[t * states + s] = sum / scale[t + 1]!
    }
  }
  // Only the last blank and the last character end a text: the rest of the last step's sum is not the text's.
  const ends = forward[last + states - 1]! + (states > 1 ? forward[last + states - 2]! : 0)
  if (!(ends > 0)) return null
  return {
    scores,
    codes,
    forward,
    backward,
    scale,
    logLikelihood: logLikelihood + Math.log(ends),
  }
}

/** Steps that a text needs: one a character and one between equal neighbours. */
function leastSteps(codes: readonly number[]): number {
  return codes.reduce((sum, code, i) => sum + 1 + (i > 0 && codes[i - 1] === code ? 1 : 0), 0)
}

/**
 * Likelihood of the text with one character put between places `before` and `after` of it, over that of the text. `before` is
 * the character in front of the new one and `after` the one behind it, −1 and `codes.length` at the ends: `after − before` is 1
 * for an insertion and 2 for a substitution.
 */
export function likelihoodRatioWith(
  alignment: Alignment,
  before: number,
  code: number,
  after: number,
): number {
  const { scores, codes, forward, backward, scale } = alignment
  const { steps } = scores
  const states = 2 * codes.length + 1
  const blankBefore = 2 * (before + 1)
  const blankAfter = 2 * after
  const joinsBefore = before >= 0 && codes[before] !== code
  const joinsAfter = after < codes.length && codes[after] !== code
  let inside = 0
  let total = 0
  for (let t = 0; t < steps; t++) {
    let enter = inside
    if (t === 0) enter += before < 0 ? 1 : 0
    else {
      enter += forward[(t - 1) * states + blankBefore]!
      if (joinsBefore) enter += forward[(t - 1) * states + blankBefore - 1]!
    }
    inside = (enter * probabilityAt(scores, t, code)) / scale[t]!
    if (inside === 0) continue
    if (t === steps - 1) {
      if (after === codes.length) total += inside
      continue
    }
    let leave = probabilityAt(scores, t + 1, BLANK) * backward[(t + 1) * states + blankAfter]!
    if (joinsAfter)
      leave += probabilityAt(scores, t + 1, codes[after]!) * backward[(t + 1) * states + blankAfter + 1]!
    total += (inside * leave) / scale[t + 1]!
  }
  return total / endShare(alignment)
}

/** Likelihood of the text without character `index`, over that of the text. */
export function likelihoodRatioWithout(alignment: Alignment, index: number): number {
  const { scores, codes, forward, backward, scale } = alignment
  const { steps } = scores
  const states = 2 * codes.length + 1
  const blank = 2 * index
  const after = index + 1
  const joins = index > 0 && after < codes.length && codes[index - 1] !== codes[after]
  const last = (steps - 1) * states
  if (after === codes.length) {
    return (forward[last + blank]! + (index > 0 ? forward[last + blank - 1]! : 0)) / endShare(alignment)
  }
  const enterNext = (t: number) =>
    (probabilityAt(scores, t, codes[after]!) * backward[t * states + 2 * after + 1]!) / scale[t]!
  let total = index === 0 ? enterNext(0) : 0
  for (let t = 0; t < steps - 1; t++) {
    const reach = forward[t * states + blank]! + (joins ? forward[t * states + blank - 1]! : 0)
    if (reach > 0) total += reach * enterNext(t + 1)
  }
  return total / endShare(alignment)
}

/** Share of the last step's forward sum that ends the text: the scaled likelihood. */
export function endShare({ scores, codes, forward }: Alignment): number {
  const states = 2 * codes.length + 1
  const last = (scores.steps - 1) * states
  return forward[last + states - 1]! + (codes.length > 0 ? forward[last + states - 2]! : 0)
}
