import type { FieldName } from '@kartu/core'
import type { Evidence } from '../evidence.ts'
import { CARD_WIDTH_MM, cardHeightPx } from '../card/card-size.ts'
import { READING_WIDTH_PX } from '../read/read-rows.ts'
import { spanOf, type LetterWeight } from './helvetica-widths.ts'
import { strokeWidth } from './ink-segments.ts'
import { againstOthers } from './against-others.ts'
import { countShapes, fitLine } from './line-fit.ts'
import { oncePerFrame } from './once-per-frame.ts'
import { MAD_TO_SIGMA, median } from './order-statistics.ts'
import { ROW_PITCH, textLines, type TextLine } from './text-lines.ts'
import { medianOfOthers } from './theil-sen.ts'

/** How one printed line differs from the other lines of the body; NaN where it could not be measured. */
export interface RowDeviation {
  readonly fields: readonly FieldName[]
  /** 0 for a value's first line. */
  readonly index: number
  /** Of the middle of its capitals from the even pitch of the rows, downwards. */
  readonly baselineMm: number
  readonly baselineErrorMm: number
  /** Of its beginning from the common left margin, to the right, by its first letter and by all of them. */
  readonly marginMm: number
  readonly marginErrorMm: number
  /** Of its type size by the width of its text, as a natural logarithm, and how surely that is known. */
  readonly sizeLn: number
  readonly sizeErrorLn: number
  /** Of height of capitals and stroke width, as natural logarithms. */
  readonly heightLn: number
  readonly strokeLn: number
  /** Separate shapes that were found, and how many letters each of them is in the mean: 1 where the text is not known. */
  readonly shapes: number
  readonly lettersPerShape: number
}

const PX_PER_MM = READING_WIDTH_PX / CARD_WIDTH_MM
/** These stand elsewhere or in other type than the body's rows. */
const ELSEWHERE: readonly FieldName[] = ['nik', 'issueDate', 'bloodType']
/** Shapes that a row needs for its edges to be the text's. */
const SEGMENTS_LEAST = 3
const ROWS_LEAST = 5
/** A second line of fewer shapes, or paler than this share of the others, may be artwork where the reader expected one in vain. */
const SECOND_SEGMENTS_LEAST = 5
const PALE_SHARE = 0.72
/** Rows and left margins of a flat card lie on a line. */
const LINE = 2
/** Pitches that are tried, as shares of the usual one. */
const PITCH_LEAST = 0.8
const PITCH_MOST = 1.06
const PITCH_STEP = 0.005
/** The blood group stands in the same line: where the value ends there is the reader's estimate. */
const OPEN_ENDED: FieldName = 'gender'
/** Texts read less surely than this have no known width. */
const CONFIDENCE_LEAST = 0.9
/** Spans, in type sizes, that give a size: of less, the error of two edges is too large a share. */
const SPAN_LEAST = 2
/** Two spans tell size and blur apart when they differ by this. */
const SPANS_APART = 1.5
/** Blur and threshold widen a text by up to this, px. */
const WIDENING_MOST_PX = 3
/** More than this is no printer's or forger's slip but a letter that was not seen. */
const MARGIN_MOST_MM = 0.6
const SIZE_MOST_LN = 0.15
/** Ink of a letter is as wide and as high as expected within this, type sizes and a share of the row's height. */
const LETTER_WIDTH_EM = 0.15
const LETTER_HEIGHT_SHARE = 0.15
/** Two edges of a text are found to about this together. */
const EDGES_ERROR_MM = 0.045

interface MeasuredRow {
  readonly line: TextLine
  readonly middle: number
  readonly x0: number
  readonly widthPx: number
}

/** The type that the body is set in, and how each of its rows differs from the others. */
interface BodyPrint {
  /** Type size, pixels of the card at `READING_WIDTH_PX`; NaN when too little was surely read. */
  readonly em: number
  readonly weight: LetterWeight
  readonly rows: readonly RowDeviation[]
}

/** The rows of the body against each other; null when too few were seen to tell which is odd. */
export const bodyPrint: (evidence: Evidence, frame: number) => BodyPrint | null = oncePerFrame(
  (evidence, frame) => {
    const lines = textLines(evidence, frame).filter(
      ({ fields, segments }) =>
        !fields.some((f) => ELSEWHERE.includes(f)) && segments.length >= SEGMENTS_LEAST,
    )
    const usualContrast = median(lines.map(({ strip }) => strip.contrast))
    const rows = lines
      .filter(
        ({ index, segments, strip }) =>
          index === 0 ||
          (segments.length >= SECOND_SEGMENTS_LEAST && strip.contrast > PALE_SHARE * usualContrast),
      )
      .map(measureRow)
    if (rows.length < ROWS_LEAST) return null
    const places = rowIndices(rows)
    const baseline = againstOthers(
      places,
      rows.map((row) => row.middle),
      LINE,
    )
    const weight = chooseWeight(evidence, rows)
    const sizes = measureSizes(evidence, rows, weight)
    const margins = rows.map((row, i) => leftMargin(row, sizes.em, weight, sizes.beginsSurely[i]!))
    const margin = againstOthers(places, margins, LINE)
    const originPx = median(margins.filter(Number.isFinite))
    const fits = rows.map(({ line }) =>
      isSurelyRead(evidence, line)
        ? fitLine(line.segments, line.text ?? '', weight, {
            originPx,
            emPx: sizes.em,
            wideningPx: sizes.widening,
          })
        : null,
    )
    const fitted = againstOthers(
      places,
      fits.map((fit) => fit?.originPx ?? NaN),
      LINE,
    )
    const fittedSizes = fits.map((fit) => fit?.emPx ?? NaN)
    const usualSizes = medianOfOthers(fittedSizes)
    const relative = (measure: (row: MeasuredRow) => number): readonly number[] => {
      const values = rows.map(measure)
      const others = medianOfOthers(values)
      return values.map((value, i) => Math.log(value / others[i]!))
    }
    const height = relative(({ line }) => median(line.segments.map((segment) => segment.y1 - segment.y0)))
    const stroke = relative(({ line }) => strokeWidth(line.strip))
    const marginsMm = rows.map((_, i) => agreed(margin.deviation[i]!, fitted.deviation[i]!) / PX_PER_MM)
    const marginScatter = medianOfOthers(marginsMm.map(Math.abs))
    const within = (value: number, most: number) => (Math.abs(value) <= most ? value : NaN)
    const deviations = rows.map((row, i) => ({
      fields: row.line.fields,
      index: row.line.index,
      baselineMm: baseline.deviation[i]! / PX_PER_MM,
      baselineErrorMm: baseline.error[i]! / PX_PER_MM,
      marginMm: within(marginsMm[i]!, MARGIN_MOST_MM),
      marginErrorMm: Math.max(MAD_TO_SIGMA * marginScatter[i]!, (fits[i]?.originErrorPx ?? 0) / PX_PER_MM),
      sizeLn: within(agreed(sizes.deviation[i]!, Math.log(fittedSizes[i]! / usualSizes[i]!)), SIZE_MOST_LN),
      sizeErrorLn: Math.max(
        EDGES_ERROR_MM / (row.widthPx / PX_PER_MM),
        fits[i] ? fits[i].emErrorPx / fits[i].emPx : 0,
      ),
      heightLn: height[i]!,
      strokeLn: stroke[i]!,
      shapes: row.line.segments.length,
      lettersPerShape: lettersPerShape(row.line),
    }))
    return { em: sizes.em, weight, rows: deviations }
  },
)

/**
 * What two ways to measure the same both say, the lesser of them; the first alone where the second is not known. Artwork that touches
 * the first or the last letter misleads one, a pair of letters that is set closer the other.
 */
function agreed(a: number, b: number): number {
  if (!Number.isFinite(b)) return a
  return a * b > 0 ? Math.sign(a) * Math.min(Math.abs(a), Math.abs(b)) : 0
}

const lettersPerShape = ({ text, segments }: TextLine): number =>
  text === null ? 1 : Math.max(1, countShapes(text) / segments.length)

function measureRow(line: TextLine): MeasuredRow {
  const x0 = line.segments[0]?.x0 ?? NaN
  return {
    line,
    middle: median(line.segments.map((segment) => (segment.y0 + segment.y1) / 2)),
    x0,
    widthPx: (line.segments.at(-1)?.x1 ?? NaN) - x0,
  }
}

/**
 * Which row of the even pitch each line stands in, whatever rows between were not measured: of all pitches near the usual one,
 * the one that leaves least over. Cards with many lines are set closer.
 */
function rowIndices(rows: readonly MeasuredRow[]): readonly number[] {
  const first = Math.min(...rows.map((row) => row.middle))
  let best = { indices: rows.map(() => 0), rest: Infinity }
  for (let share = PITCH_LEAST; share <= PITCH_MOST; share += PITCH_STEP) {
    const pitch = share * ROW_PITCH * cardHeightPx(READING_WIDTH_PX)
    const places = rows.map((row) => (row.middle - first) / pitch)
    const indices = places.map(Math.round)
    const rest = places.reduce((sum, place, i) => sum + (place - indices[i]!) ** 2, 0)
    if (rest < best.rest) best = { indices, rest }
  }
  return best.indices
}

const isSurelyRead = ({ reading }: Evidence, { fields, text }: TextLine): boolean =>
  text !== null &&
  !fields.includes(OPEN_ENDED) &&
  fields.every((field) => reading.fields[field].confidence >= CONFIDENCE_LEAST)

/** The weight in which the widths of the rows agree best about the size of the type. */
function chooseWeight(evidence: Evidence, rows: readonly MeasuredRow[]): LetterWeight {
  const spread = (weight: LetterWeight): number => {
    const ems = rows.flatMap(({ line, widthPx }) => {
      const span = isSurelyRead(evidence, line) ? spanOf(line.text ?? '', weight) : null
      return span && span.most > SPAN_LEAST ? [Math.log((2 * widthPx) / (span.most + span.least))] : []
    })
    const centre = median(ems)
    return median(ems.map((em) => Math.abs(em - centre)))
  }
  return spread('bold') < spread('regular') ? 'bold' : 'regular'
}

/** Size of the type by the width of each row's text, against the size that the rows have in common. */
function measureSizes(evidence: Evidence, rows: readonly MeasuredRow[], weight: LetterWeight) {
  const spans = rows.map(({ line }) => {
    const span = isSurelyRead(evidence, line) ? spanOf(line.text ?? '', weight) : null
    return span && span.most > SPAN_LEAST ? span : null
  })
  const known = rows.flatMap(({ widthPx }, i) => {
    const span = spans[i]
    return span ? [{ middle: (span.most + span.least) / 2, widthPx }] : []
  })
  const slopes: number[] = []
  known.forEach((a, i) => {
    for (const b of known.slice(0, i)) {
      if (Math.abs(a.middle - b.middle) > SPANS_APART)
        slopes.push((a.widthPx - b.widthPx) / (a.middle - b.middle))
    }
  })
  const slope = median(slopes)
  const widening = Math.min(
    WIDENING_MOST_PX,
    Math.max(-1, median(known.map((a) => a.widthPx - slope * a.middle))),
  )
  const em = median(known.map((a) => (a.widthPx - widening) / a.middle))
  const ends = rows.map((row, i) => {
    const span = spans[i]
    // Also letters of another size or weight are letters, if the whole row is so.
    const own = span ? (2 * (row.widthPx - widening)) / (span.most + span.least) : NaN
    const fits = (end: LineEnd) =>
      LETTER_WEIGHTS.some((w) => [em, own].some((size) => fitsLetters(row.line, end, size, widening, w)))
    return { first: fits('first'), last: fits('last') }
  })
  const deviation = rows.map(({ widthPx }, i) => {
    const span = spans[i]
    if (!span || !ends[i]!.first || !ends[i]!.last) return NaN
    // Kerned or not, the text fits: only what neither explains is odd.
    const smallest = (widthPx - widening) / span.most
    const largest = (widthPx - widening) / span.least
    return smallest > em ? Math.log(smallest / em) : largest < em ? Math.log(largest / em) : 0
  })
  return { em, widening, deviation, beginsSurely: ends.map(({ first }) => first) }
}

const LETTER_WEIGHTS: readonly LetterWeight[] = ['regular', 'bold']

type LineEnd = 'first' | 'last'

/**
 * Whether the shape at one end of a line is the letter that was read there, or letters that run together: as wide, and as high as
 * the row. Otherwise artwork beside it was taken for its ink, or the letter was not seen.
 */
function fitsLetters(
  line: TextLine,
  end: LineEnd,
  em: number,
  widening: number,
  weight: LetterWeight,
): boolean {
  if (!Number.isFinite(em)) return false
  const segment = line.segments.at(end === 'first' ? 0 : -1)
  const text = line.text ?? ''
  if (!segment) return false
  const height = median(line.segments.map(({ y0, y1 }) => y1 - y0))
  if (Math.abs(segment.y1 - segment.y0 - height) > LETTER_HEIGHT_SHARE * height) return false
  const widthEm = (segment.x1 - segment.x0 - widening) / em
  for (let count = 1; count <= text.length; count++) {
    const span = spanOf(end === 'first' ? text.slice(0, count) : text.slice(-count), weight)
    if (!span || span.least > widthEm + LETTER_WIDTH_EM) return false
    if (span.most > widthEm - LETTER_WIDTH_EM) return true
  }
  return false
}

/** Where the row's text begins: its first ink less the white that its first letter has before it. */
function leftMargin({ line, x0 }: MeasuredRow, em: number, weight: LetterWeight, isSure: boolean): number {
  const span = isSure ? spanOf(line.text ?? '', weight) : null
  return span ? x0 - span.left * em : NaN
}
