import type { Vote, Voter } from '@kartu/core'
import type { Evidence } from '../evidence.ts'
import type { BorderStep } from '../signal/border-step.ts'
import { brightestFrames } from '../signal/brightest-frames.ts'
import { READING_WIDTH_PX } from '../read/read-rows.ts'
import { ramp } from '../signal/order-statistics.ts'
import { photoBorder, type PhotoSide } from '../signal/photo-border.ts'
import { settleScores, type PartScores } from '../signal/settled-scores.ts'

/** A side tells its sharpness where paper and photo differ enough, code values over three channels, and meet in a line, px. */
const CONTRAST_LEAST = 60
const WANDER_MOST_PX = 0.25
const SIDES_LEAST = 2
/**
 * Times that one side's step may be as wide as another's. Opposite sides blur alike whichever way the hand moved; the other
 * two may be blurred by one movement and not by the other. The bottom, where clothes end, is trusted no further.
 */
const OPPOSITE_PRINTED = 1.35
const OPPOSITE_PLAIN = 1.9
const OTHER_PRINTED = 1.7
const OTHER_PLAIN = 2.6
/** A line along the border that is neither paper nor photo: a shadow, a cut edge, a rim of the photo underneath. */
const FOREIGN_PRINTED = 0.3
const FOREIGN_PLAIN = 0.7
const LOOK_AGAIN_FROM = 0.3
/** No camera's step is narrower than this, pixels of its frame: what its sharpening makes of less is not compared. */
const STEP_LEAST_FRAME_PX = 1.7

const OPPOSITE: Readonly<Record<PhotoSide, PhotoSide>> = {
  left: 'right',
  right: 'left',
  top: 'bottom',
  bottom: 'top',
}

/** The sides of the photo that show a step clear enough to be measured. */
export function tellingSides(
  evidence: Evidence,
  frame: number,
): readonly (readonly [PhotoSide, BorderStep])[] {
  return (Object.entries(photoBorder(evidence, frame)) as [PhotoSide, BorderStep][]).filter(
    ([, step]) => step.contrast >= CONTRAST_LEAST && step.wanderPx <= WANDER_MOST_PX,
  )
}

/** How odd each side of the photo is in one frame, 0–1. */
function scoreSides(evidence: Evidence, frame: number): PartScores {
  const sides = tellingSides(evidence, frame)
  const card = evidence.cards[frame]
  if (!card || sides.length < SIDES_LEAST) return new Map()
  const leastPx = (STEP_LEAST_FRAME_PX * READING_WIDTH_PX) / card.widthPx
  return new Map(
    sides.map(([side, step]) => {
      const wider = sides.map(([other, { widthPx }]) => {
        const times = step.widthPx / Math.max(leastPx, widthPx)
        return OPPOSITE[side] === other && side !== 'bottom'
          ? ramp(times, OPPOSITE_PRINTED, OPPOSITE_PLAIN)
          : ramp(times, OTHER_PRINTED, OTHER_PLAIN)
      })
      return [side, Math.max(...wider, ramp(step.foreign, FOREIGN_PRINTED, FOREIGN_PLAIN))] as const
    }),
  )
}

/** How odd each side of the photo is over all frames looked at, 0–1. */
export function boundaryScores(evidence: Evidence): PartScores {
  return settleScores(
    evidence,
    (frame) => scoreSides(evidence, frame),
    LOOK_AGAIN_FROM,
    (found) => found.size >= SIDES_LEAST,
  )
}

function vote(evidence: Evidence): Vote {
  const scores = boundaryScores(evidence)
  if (scores.size < SIDES_LEAST) {
    return { kind: 'abstained', reason: 'Fewer than two sides of the photo stand out from the card.' }
  }
  const [oddest, score] = [...scores].reduce((a, b) => (b[1] > a[1] ? b : a))
  const suspicion = 0.05 + 0.9 * score
  const [frame = 0] = brightestFrames(evidence)
  const widths = tellingSides(evidence, frame).map(([side, step]) => `${side} ${step.widthPx.toFixed(1)} px`)
  return {
    kind: 'scored',
    suspicion,
    reason:
      suspicion > 0.5
        ? `The photo does not end in one sharp step on all sides as a printed one does: ${oddest}.`
        : 'The photo ends in one step of like sharpness on all sides.',
    evidence: { sides: scores.size, oddestSide: oddest, stepWidths: widths },
  }
}

/** Is the photo printed into the card or stuck on it? After pad.md §4.3. */
export const photoBoundary: Voter<Evidence> = {
  id: 'photo_boundary',
  family: 'tamper',
  measures:
    'A printed photo ends in a step as sharp as the camera sees it, alike on all sides; a pasted one leaves gaps, rims and raised edges.',
  blindTo:
    'A photo pasted exactly over the printed one with flush edges, and sides where photo and card are alike.',
  needs: ['two sides of the photo that stand out from the card'],
  vote,
}
