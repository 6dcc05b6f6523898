import type { Evidence } from '../evidence.ts'
import { oncePerFrame } from './once-per-frame.ts'
import { MAD_TO_SIGMA, median } from './order-statistics.ts'
import { lineName, textLines, type TextLine } from './text-lines.ts'
import { SEN_EXCESS, theilSen } from './theil-sen.ts'

/** How a printed line runs against the others of the card. */
interface LineSlope {
  readonly line: TextLine
  /** Of the middles of its letters from the direction that the lines have in common there, radians, clockwise. */
  readonly deviation: number
  /** One standard deviation of that. */
  readonly error: number
}

/** A line's own direction, radians, and one standard deviation of it. */
interface ClearLine {
  readonly line: TextLine
  readonly slope: number
  readonly error: number
}

/** The name of a line's direction, as a reader of a vote sees it. */
export const slopeName = (line: TextLine): string => `${lineName(line)} slope`

/** Fewer letters than this tell no direction. */
const LETTERS_LEAST = 5
/** A letter's middle is never trusted closer than this, px of the card at `READING_WIDTH_PX`. */
const MIDDLE_PX = 0.15
/** A line through letters takes two values of what they have left over. */
const LINE_VALUES = 2
/** A line whose direction is known less closely is not compared, radians: the errors of short lines have long tails. */
const ERROR_MOST = 0.0019
/** Beyond what letters tell, lines differ by what the card's outline is off, and bends of the card; radians. */
const PARALLEL = 0.0006
/** Digits after letters stand a little higher or lower than these in some faces. */
const PARALLEL_MIXED = 0.0013
const LINES_LEAST = 4

/** The lines long and clear enough to tell their direction in the card at `READING_WIDTH_PX`; none where they are too few to compare. */
const clearLines: (evidence: Evidence, frame: number) => readonly ClearLine[] = oncePerFrame(
  (evidence, frame) => {
    const measured = textLines(evidence, frame)
      .filter(({ segments }) => segments.length >= LETTERS_LEAST)
      .map((line) => ({ line, ...measureSlope(line) }))
    // No line is seen better than all letters together: of a few letters, chance decides how even they seem. Some are seen worse.
    const usualPx = Math.max(MIDDLE_PX, MAD_TO_SIGMA * median(measured.flatMap(({ rests }) => rests)))
    const lines = measured
      .map(({ line, slope, spread, rests }) => {
        const letterPx = Math.max(usualPx, MAD_TO_SIGMA * median(rests))
        return { line, slope, error: (SEN_EXCESS * letterPx) / spread }
      })
      .filter(({ error }) => error <= ERROR_MOST)
    return lines.length < LINES_LEAST ? [] : lines
  },
)

/** The direction that the printed lines have in common, radians, clockwise from the card's own; NaN where it is not known. */
export const commonSlope = (evidence: Evidence, frame: number): number =>
  median(clearLines(evidence, frame).map(({ slope }) => slope))

/**
 * The direction of each line against that of all. One printer sets all lines parallel in one go; what is stuck on afterwards is turned
 * by half a degree as easily as not.
 */
export const lineSlopes: (evidence: Evidence, frame: number) => readonly LineSlope[] = oncePerFrame(
  (evidence, frame) => {
    const lines = clearLines(evidence, frame)
    const places = lines.map(({ line }) => middleOf(line))
    const slopes = lines.map(({ slope }) => slope)
    // An outline whose sides are a little off leaves lines that turn more and more from the top of the card to its bottom.
    const common = theilSen(places, slopes)
    return lines.map(({ line, slope, error }, i) => ({
      line,
      deviation: slope - common.offset - common.slope * places[i]!,
      error: Math.hypot(error, line.fields.length > 1 ? PARALLEL_MIXED : PARALLEL),
    }))
  },
)

const middleOf = ({ segments }: TextLine): number => median(segments.map(({ y0, y1 }) => (y0 + y1) / 2))

/** A line's slope, how far its letters reach along it, and what each of them is off it, as of one of many. */
function measureSlope({ segments }: TextLine): {
  readonly slope: number
  readonly spread: number
  readonly rests: readonly number[]
} {
  const xs = segments.map(({ x0, x1 }) => (x0 + x1) / 2)
  const ys = segments.map(({ y0, y1 }) => (y0 + y1) / 2)
  const { slope, offset } = theilSen(xs, ys)
  const widening = Math.sqrt(xs.length / (xs.length - LINE_VALUES))
  const rests = ys.map((y, i) => widening * Math.abs(y - offset - slope * xs[i]!))
  const centre = xs.reduce((sum, x) => sum + x, 0) / xs.length
  return { slope, spread: Math.sqrt(xs.reduce((sum, x) => sum + (x - centre) ** 2, 0)), rests }
}
