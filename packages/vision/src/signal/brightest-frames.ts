import type { Evidence } from '../evidence.ts'
import { cardLight } from './card-light.ts'
import { oncePerEvidence } from './once-per-evidence.ts'

/** Frames in which print is measured: an odd number, so that a median outvotes one of them. */
const FRAMES = 3

/** The frame that was read, then those whose card is lit best: in a dark or one-coloured light print has more noise. */
export const brightestFrames: (evidence: Evidence) => readonly number[] = oncePerEvidence((evidence) => {
  const { bestFrame, cards } = evidence
  if (!cards[bestFrame]) return []
  const levels = cardLight(evidence).map((light) => light?.meanCode[1] ?? -1)
  const others = cards.flatMap((card, index) => (card && index !== bestFrame ? [index] : []))
  others.sort((a, b) => levels[b]! - levels[a]! || a - b)
  return [bestFrame, ...others].slice(0, FRAMES)
})
