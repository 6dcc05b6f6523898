import type { Vote, Voter } from '@kartu/core'
import type { Evidence } from '../evidence.ts'
import type { BorderStep } from '../signal/border-step.ts'
import { brightestFrames } from '../signal/brightest-frames.ts'
import { READING_WIDTH_PX } from '../read/read-rows.ts'
import { commonSlope } from '../signal/line-slopes.ts'
import { ramp } from '../signal/order-statistics.ts'
import { photoBorder, turnOf, type PhotoSide } from '../signal/photo-border.ts'
import { settleParts, type PartScores } from '../signal/settled-scores.ts'

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
/**
 * Radians by which a side may be turned against the rows of text and the side opposite: print of one go is square but for bends of the
 * card and the lens. What is cut or stuck by hand is off by half a degree as easily as not.
 */
const TURN_PRINTED = 0.12 * (Math.PI / 180)
const TURN_PLAIN = 0.36 * (Math.PI / 180)
/** Standard deviations of both sides' directions that are no turn. */
const TURN_ERRORS = 1.5
/** Sides and text are square in the picture only as far as the card's outline was found well: text alone counts by so much. */
const TEXT_ALONE = 0.6
/**
 * Light of a line along one side over that along the opposite one, px of paper's brightness. A lamp lights one edge of a piece that lies on
 * the card and leaves the opposite one in shade; what a camera's sharpening draws along edges is alike on both.
 */
const LINE_PRINTED = 0.1
const LINE_PLAIN = 0.3
const LOOK_AGAIN_FROM = 0.3
/** No camera's step is narrower than this, pixels of its frame: what its sharpening makes of less is not compared. */
const STEP_LEAST_FRAME_PX = 1.7

export const OPPOSITE: Readonly<Record<PhotoSide, PhotoSide>> = {
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

/** What tells a side that was printed from one that was stuck on. */
interface SideSigns {
  /** How much wider or stranger than the others its step is, 0–1. */
  readonly odd: number
  /** How far it is turned, radians, clockwise. */
  readonly turn: number
  /** By how much the line of light along it is brighter than that along the opposite side, px; NaN where that is not known. */
  readonly line: number
}

/** The signs of each side in one frame; none where too few sides stand out. */
export function sideSigns(evidence: Evidence, frame: number): ReadonlyMap<PhotoSide, SideSigns> {
  const sides = tellingSides(evidence, frame)
  const card = evidence.cards[frame]
  if (!card || sides.length < SIDES_LEAST) return new Map()
  const leastPx = (STEP_LEAST_FRAME_PX * READING_WIDTH_PX) / card.widthPx
  const textSlope = commonSlope(evidence, frame)
  return new Map(
    sides.map(([side, step]) => {
      const opposite = sides.find(([other]) => other === OPPOSITE[side])?.[1]
      const odd = Math.max(
        ...sides.map(([other, { widthPx }]) => wider(side, step.widthPx / Math.max(leastPx, widthPx), other)),
        ramp(step.foreign, FOREIGN_PRINTED, FOREIGN_PLAIN),
      )
      const turn = turnOff(side, step, opposite, textSlope)
      return [side, { odd, turn, line: lineOver(side, step, opposite) }] as const
    }),
  )
}

function wider(side: PhotoSide, times: number, other: PhotoSide): number {
  return OPPOSITE[side] === other && side !== 'bottom'
    ? ramp(times, OPPOSITE_PRINTED, OPPOSITE_PLAIN)
    : ramp(times, OTHER_PRINTED, OTHER_PLAIN)
}

/**
 * How far a side is turned, radians: against both the text and the opposite side, the lesser where they agree, or by a share against the
 * text alone, since opposite sides may be turned alike.
 */
function turnOff(
  side: PhotoSide,
  step: BorderStep,
  opposite: BorderStep | undefined,
  textSlope: number,
): number {
  const turn = turnOf(side, step)
  const fromText = turn - textSlope
  const fromOpposite = opposite ? turn - turnOf(OPPOSITE[side], opposite) : NaN
  const lesser = Math.abs(fromText) < Math.abs(fromOpposite) ? fromText : fromOpposite
  const agreed = Number.isNaN(fromText) ? fromOpposite : fromText * fromOpposite > 0 ? lesser : 0
  const off = Math.abs(agreed) < TEXT_ALONE * Math.abs(fromText) ? TEXT_ALONE * fromText : agreed
  const error = TURN_ERRORS * Math.hypot(step.slopeError, (opposite ?? step).slopeError)
  return Math.sign(off) * Math.max(0, Math.abs(off) - error)
}

/** Top and bottom are not compared: hair ends at the one and clothes at the other. */
function lineOver(side: PhotoSide, { lineLight }: BorderStep, opposite: BorderStep | undefined): number {
  return opposite && isUpright(side) ? lineLight - opposite.lineLight : NaN
}

const isUpright = (side: PhotoSide): boolean => side === 'left' || side === 'right'

function scoreSide([odd = NaN, turn = NaN, line = NaN]: readonly number[]): number {
  const scores = [
    odd,
    ramp(Math.abs(turn), TURN_PRINTED, TURN_PLAIN),
    ramp(Math.abs(line), LINE_PRINTED, LINE_PLAIN),
  ]
  return Math.max(...scores.filter(Number.isFinite))
}

/** How odd each side of the photo is over all frames looked at, 0–1. */
export function boundaryScores(evidence: Evidence): PartScores {
  return settleParts(
    evidence,
    (frame) =>
      new Map(
        [...sideSigns(evidence, frame)].map(([side, { odd, turn, line }]) => [side, [odd, turn, line]]),
      ),
    scoreSide,
    LOOK_AGAIN_FROM,
    (found) => found.size >= SIDES_LEAST,
  )
}

/** An angle as a reader sees it. */
export const degrees = (radians: number): string => `${((radians * 180) / Math.PI).toFixed(2)}°`

function vote(evidence: Evidence): Vote {
  const scores = boundaryScores(evidence)
  if (scores.size < SIDES_LEAST) {
    return { kind: 'abstained', reason: 'Fewer than two sides of the photo stand out from the card.' }
  }
  const [oddest, score] = [...scores].reduce((a, b) => (b[1] > a[1] ? b : a))
  const suspicion = 0.05 + 0.9 * score
  const [frame = 0] = brightestFrames(evidence)
  const widths = tellingSides(evidence, frame).map(([side, step]) => `${side} ${step.widthPx.toFixed(1)} px`)
  const turns = [...sideSigns(evidence, frame)].map(([side, { turn }]) => `${side} ${degrees(turn)}`)
  return {
    kind: 'scored',
    suspicion,
    reason:
      suspicion > 0.5
        ? `The photo does not end in one sharp, straight step alike on all sides as a printed one does: ${oddest}.`
        : 'The photo ends in one step on all sides, square to the text and of like sharpness.',
    evidence: { sides: scores.size, oddestSide: oddest, stepWidths: widths, turns },
  }
}

/** Is the photo printed into the card or stuck on it? After pad.md §4.3. */
export const photoBoundary: Voter<Evidence> = {
  id: 'photo_boundary',
  family: 'tamper',
  measures:
    'A printed photo ends in a step as sharp as the camera sees it, alike on all sides and square to the text; a pasted one leaves gaps, rims, turned sides and raised edges, lit on one side and in shade on the opposite one.',
  blindTo:
    'A photo pasted exactly over the printed one, square and with flush edges, and sides where photo and card are alike.',
  needs: ['two sides of the photo that stand out from the card'],
  vote,
}
