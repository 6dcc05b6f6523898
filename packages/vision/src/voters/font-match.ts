import type { Vote, Voter } from '@kartu/core'
import { CARD_WIDTH_MM } from '../card/card-size.ts'
import type { Evidence } from '../evidence.ts'
import { brightestFrames } from '../signal/brightest-frames.ts'
import { bodyDigits, digitName, nikDigits } from '../signal/digit-deviations.ts'
import { issueDeviation } from '../signal/issue-block.ts'
import { lineSlopes, slopeName } from '../signal/line-slopes.ts'
import { ramp } from '../signal/order-statistics.ts'
import { bodyPrint, type RowDeviation } from '../signal/row-deviations.ts'
import { lineName } from '../signal/text-lines.ts'
import { isSteady } from '../signal/steady-frame.ts'
import { settleParts, type PartDeviations, type PartScores } from '../signal/settled-scores.ts'

/**
 * Scores, in robust standard deviations, beyond which a row, a digit of the number or one of the body is odd: its share of that decides.
 * The number stands in larger type.
 */
const ROW_ODD = 5.4
const NIK_DIGIT_ODD = 3.4
const BODY_DIGIT_ODD = 3.9
/** Of the direction of a line. */
const SLOPE_ODD = 4.2
/** Shares that the print of genuine cards reaches, and that only altered print does. */
export const SHARE_PRINTED = 0.9
export const SHARE_PLAIN = 1.1
/** Print that is odd by less than this share would not count, so it is not looked at in another frame. */
const LOOK_AGAIN_FROM = SHARE_PRINTED
/**
 * One standard deviation of genuine rows, unless the rows of the card itself scatter more: baseline and left margin in mm, size of type as
 * a natural logarithm; height and stroke as well, of one shape: of several they scatter less. Printers of 300 dpi set rows and letters on a
 * grid of 0.085 mm, so that less would be trusted too far.
 */
const BASELINE_MM = 0.02
const MARGIN_MM = 0.035
const SIZE_LN = 0.007
const HEIGHT_LN = 0.066
const STROKE_LN = 0.13
/** Of a frame's pixel: rows are not found more closely than this. */
const FRAME_PX_SHARE = 0.15
/** Of so few shapes the median is one of them: errors are this much larger. */
const FEW_SHAPES = 3
const FEW_SHAPES_FACTOR = 1.5
/** Height and stroke depend on blur and ink as well: height proves nothing alone, and stroke only by far. */
const HEIGHT_MOST = 2.5
const STROKE_MOST = 6
const SCORE_MOST = 8
/** Place and date of issue are centred on one another, and set in one type: standard deviations, and the score beyond which they are odd. */
const ISSUE_OFFSET_MM = 0.04
const ISSUE_SIZE_LN = 0.012
const ISSUE_STROKE_LN = 0.06
const ISSUE_HEIGHT_LN = 0.06
const ISSUE_STROKE_MOST = 4
const ISSUE_ODD = 4.5
/** Pitch over height of OCR-A's digits is 0.97 by its standard, of proportional faces' digits 0.8. */
const PITCH_OF_NIK = 0.9
const PITCH_OF_TEXT = 0.82

const NIK_PITCH = 'nik pitch'

/** The greater of the two; an error that is not known is NaN, which `Math.max` would hand on. */
const atLeast = (least: number, error: number): number => (error > least ? error : least)

const within = (value: number, most = SCORE_MOST): number => Math.max(-most, Math.min(most, value))

/** How far a row stands off the others, in standard deviations of what is independent. */
function deviationsOf(row: RowDeviation, framePxMm: number): readonly number[] {
  const few = row.shapes <= FEW_SHAPES ? FEW_SHAPES_FACTOR : 1
  const baselineMm = few * Math.max(BASELINE_MM, FRAME_PX_SHARE * framePxMm)
  // Letters that run together leave fewer edges to lay the text along.
  const together = Math.sqrt(row.lettersPerShape)
  const several = Math.sqrt(row.shapes)
  return [
    within(row.baselineMm / atLeast(baselineMm, row.baselineErrorMm)),
    within(row.marginMm / (together * atLeast(MARGIN_MM, row.marginErrorMm))),
    within(row.sizeLn / (together * atLeast(SIZE_LN, row.sizeErrorLn))),
    within((several * row.heightLn) / HEIGHT_LN, HEIGHT_MOST),
    within((several * row.strokeLn) / STROKE_LN, STROKE_MOST),
  ]
}

/** Every part of the print that can be compared in a frame, under the name that a reader of the vote sees, as shares of what is odd. */
function measureParts(evidence: Evidence, frame: number): PartDeviations {
  const card = evidence.cards[frame]
  const parts = new Map<string, readonly number[]>()
  if (!card || !isSteady(evidence, frame)) return parts
  const share = (deviations: readonly number[], odd: number) => deviations.map((value) => value / odd)
  for (const row of bodyPrint(evidence, frame)?.rows ?? [])
    parts.set(lineName(row), share(deviationsOf(row, CARD_WIDTH_MM / card.widthPx), ROW_ODD))
  for (const { line, deviation, error } of lineSlopes(evidence, frame))
    parts.set(slopeName(line), share([deviation / error], SLOPE_ODD))
  const nik = nikDigits(evidence, frame)
  for (const { field, deviations } of [...(nik ? [nik] : []), ...bodyDigits(evidence, frame)]) {
    for (const [i, digit] of deviations)
      parts.set(digitName(field, i), share(digit, field === 'nik' ? NIK_DIGIT_ODD : BODY_DIGIT_ODD))
  }
  if (nik) parts.set(NIK_PITCH, [2 * ramp(nik.pitchPerHeight, PITCH_OF_NIK, PITCH_OF_TEXT)])
  const issue = issueDeviation(evidence, frame)
  if (issue) {
    const { offsetMm, sizeLn, strokeLn, heightLn } = issue
    const heights = within(heightLn / ISSUE_HEIGHT_LN, HEIGHT_MOST)
    const size = within(sizeLn / ISSUE_SIZE_LN)
    const deviations = [
      offsetMm / ISSUE_OFFSET_MM,
      size,
      within(strokeLn / ISSUE_STROKE_LN, ISSUE_STROKE_MOST),
      heights,
    ]
    parts.set('issueDate', share(deviations, ISSUE_ODD))
  }
  return parts
}

/** The root of the summed squares of what is known. */
const lengthOf = (deviations: readonly number[]): number => Math.hypot(...deviations.filter(Number.isFinite))

/** How odd each part of the print is over all frames looked at, as a share of what is odd. */
export function printScores(evidence: Evidence): PartScores {
  // What one frame alone shows may be a reflection.
  if (brightestFrames(evidence).length < 2) return new Map()
  return settleParts(
    evidence,
    (frame) => measureParts(evidence, frame),
    lengthOf,
    LOOK_AGAIN_FROM,
    (found) => found.has(NIK_PITCH),
  )
}

function vote(evidence: Evidence): Vote {
  const scores = printScores(evidence)
  if (scores.size === 0) {
    return { kind: 'abstained', reason: 'Too little of the text is seen well enough to compare its print.' }
  }
  const [oddest, score] = [...scores].reduce((a, b) => (b[1] > a[1] ? b : a))
  const suspicion = 0.05 + 0.9 * ramp(score, SHARE_PRINTED, SHARE_PLAIN)
  return {
    kind: 'scored',
    suspicion,
    reason:
      suspicion > 0.5
        ? `Print stands off the even setting of the rest of the card: ${oddest}.`
        : 'Rows and digits keep one direction, margin, pitch, baseline and size.',
    evidence: {
      partsCompared: scores.size,
      oddestPart: oddest,
      oddestScore: Number(score.toFixed(2)),
    },
  }
}

/** Is all text set as one printer sets it in one go? After pad.md §4.2: position and size, never the amount of ink. */
export const fontMatch: Voter<Evidence> = {
  id: 'font_match',
  family: 'tamper',
  measures:
    'One printer sets all rows parallel, at one margin, pitch and size, and the digits of a number evenly; a part set later stands off.',
  blindTo:
    'A value retyped in the card’s own face exactly in its place, and straight shifts of the whole number, which has no neighbour.',
  needs: [
    'the text located',
    'two frames with the card, without blur of movement',
    'five rows of the body or all digits of the NIK told apart',
  ],
  vote,
}
