import type { Vote, Voter } from '@kartu/core'
import { CARD_WIDTH_MM } from '../card/card-size.ts'
import type { Evidence } from '../evidence.ts'
import { bodyDigits, digitName, nikDigits } from '../signal/digit-deviations.ts'
import { issueOffset } from '../signal/issue-block.ts'
import { median, ramp } from '../signal/order-statistics.ts'
import { bodyPrint, type RowDeviation } from '../signal/row-deviations.ts'
import { lineName } from '../signal/text-lines.ts'
import { isSteady } from '../signal/steady-frame.ts'
import { settleScores, type PartScores } from '../signal/settled-scores.ts'

/** Scores, in robust standard deviations, beyond which a row or a digit is odd: its share of that decides. */
const ROW_ODD = 5.6
const DIGIT_ODD = 3.9
/** Shares that the print of genuine cards reaches, and that only altered print does. */
export const SHARE_PRINTED = 0.9
export const SHARE_PLAIN = 1.2
/** Print that is odd by less than this share is not looked at in another frame. */
const LOOK_AGAIN_FROM = 0.8
/**
 * One standard deviation of genuine rows: baseline and left margin in mm, size and height of type as natural logarithms.
 * Printers of 300 dpi set rows and letters on a grid of 0.085 mm, so that less would be trusted too far.
 */
const BASELINE_MM = 0.02
const MARGIN_MM = 0.035
const SIZE_LN = 0.008
const HEIGHT_LN = 0.022
const STROKE_LN = 0.07
/** Rows that tell how much a card's own rows scatter, and the normal distribution's median absolute deviation to its sigma. */
const ROWS_FOR_SCATTER = 5
const MAD_TO_SIGMA = 1.4826
/** Of a frame's pixel: rows are not found more closely than this. */
const FRAME_PX_SHARE = 0.15
/** Height and stroke depend on blur and ink as well: they support, and prove nothing alone. */
const HEIGHT_MOST = 4
const STROKE_MOST = 3
const SCORE_MOST = 8
/** Width and height of larger type grow alike; where only the width is odd, a letter was misread or merged. */
const HEIGHT_SHARE = 0.35
const UNSUPPORTED_SIZE_MOST = 1.5
/** Place and date of issue are centred on one another: they miss each other by less than this, mm. */
const OFFSET_ODD_MM = 0.16
/** Pitch over height of OCR-A's digits is 0.97 by its standard, of proportional faces' digits 0.8. */
const PITCH_OF_NIK = 0.9
const PITCH_OF_TEXT = 0.82

const NIK_PITCH = 'nik pitch'

/** What one standard deviation of genuine rows is in one frame of one card: never less than printers reach, more where its own rows scatter. */
interface Scatter {
  readonly baselineMm: number
  readonly marginMm: number
  readonly sizeLn: number
  readonly heightLn: number
  readonly strokeLn: number
}

/** Blur, and lines of the ground that touch letters, scatter all rows of a card: an altered one must stand off that. */
function scatterOf(rows: readonly RowDeviation[], framePxMm: number): Scatter {
  const robust = (measure: keyof Scatter, least: number): number => {
    const sizes = rows.map((row) => Math.abs(row[measure])).filter(Number.isFinite)
    return sizes.length < ROWS_FOR_SCATTER ? least : Math.max(least, MAD_TO_SIGMA * median(sizes))
  }
  return {
    baselineMm: robust('baselineMm', Math.max(BASELINE_MM, FRAME_PX_SHARE * framePxMm)),
    marginMm: robust('marginMm', MARGIN_MM),
    sizeLn: robust('sizeLn', SIZE_LN),
    heightLn: robust('heightLn', HEIGHT_LN),
    strokeLn: robust('strokeLn', STROKE_LN),
  }
}

/** The greater of the two; an error that is not known is NaN, which `Math.max` would hand on. */
const atLeast = (scatter: number, error: number): number => (error > scatter ? error : scatter)

/** How far a row stands off the others: the root of the summed squares of what is independent. */
function scoreRow(row: RowDeviation, scatter: Scatter): number {
  const finite = (score: number, most = SCORE_MOST) => (Number.isFinite(score) ? Math.min(most, score) : 0)
  const size = Math.abs(row.sizeLn) / Math.max(scatter.sizeLn, row.sizeErrorLn)
  const isSupported = row.heightLn * Math.sign(row.sizeLn) > HEIGHT_SHARE * Math.abs(row.sizeLn)
  return Math.hypot(
    finite(Math.abs(row.baselineMm) / atLeast(scatter.baselineMm, row.baselineErrorMm)),
    finite(Math.abs(row.marginMm) / atLeast(scatter.marginMm, row.marginErrorMm)),
    finite(size, isSupported ? SCORE_MOST : UNSUPPORTED_SIZE_MOST),
    finite(Math.abs(row.heightLn) / scatter.heightLn, HEIGHT_MOST),
    finite(Math.abs(row.strokeLn) / scatter.strokeLn, STROKE_MOST),
  )
}

/** Every part of the print that can be compared in a frame, under the name that a reader of the vote sees. */
function scoreParts(evidence: Evidence, frame: number): PartScores {
  const card = evidence.cards[frame]
  const scores = new Map<string, number>()
  if (!card || !isSteady(evidence, frame)) return scores
  const rows = bodyPrint(evidence, frame)?.rows ?? []
  const scatter = scatterOf(rows, CARD_WIDTH_MM / card.widthPx)
  for (const row of rows) scores.set(lineName(row), scoreRow(row, scatter) / ROW_ODD)
  const nik = nikDigits(evidence, frame)
  if (nik) {
    nik.scores.forEach((score, i) => scores.set(digitName('nik', i), score / DIGIT_ODD))
    scores.set(NIK_PITCH, 2 * ramp(nik.pitchPerHeight, PITCH_OF_NIK, PITCH_OF_TEXT))
  }
  for (const line of bodyDigits(evidence, frame)) {
    line.scores.forEach((score, i) => scores.set(digitName(line.field, i), score / DIGIT_ODD))
  }
  const offset = issueOffset(evidence, frame)
  if (offset !== null) scores.set('issueDate', Math.abs(offset) / OFFSET_ODD_MM)
  return scores
}

/** How odd each part of the print is over all frames looked at, as a share of what is odd. */
export function printScores(evidence: Evidence): PartScores {
  return settleScores(
    evidence,
    (frame) => scoreParts(evidence, frame),
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
        : 'Rows and digits keep one margin, pitch, baseline and size.',
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
    'One printer sets all rows at one margin, pitch and size, and the digits of a number evenly; a part set later stands off.',
  blindTo:
    'A value retyped in the card’s own face exactly in its place, and shifts of the whole number, which has no neighbour.',
  needs: [
    'the text located',
    'frames without blur of movement',
    'five rows of the body or all digits of the NIK told apart',
  ],
  vote,
}
