import type { FieldName } from '@kartu/core'
import type { Evidence } from '../evidence.ts'
import { CARD_WIDTH_MM } from '../card/card-size.ts'
import { READING_WIDTH_PX } from '../read/read-rows.ts'
import { charWidths, type LetterWeight } from './helvetica-widths.ts'
import type { InkSegment } from './ink-segments.ts'
import { oncePerFrame } from './once-per-frame.ts'
import { median } from './order-statistics.ts'
import { bodyPrint } from './row-deviations.ts'
import { textLines, type TextLine } from './text-lines.ts'
import { theilSen } from './theil-sen.ts'

/** How the digits of one line stand against the even setting that they have in common. */
export interface DigitDeviations {
  readonly field: FieldName
  /** For each digit, its distance from its place over the distances usual in this line: robust standard deviations. */
  readonly scores: readonly number[]
  /** Distance between neighbours over height, both in pixels. */
  readonly pitchPerHeight: number
}

const PX_PER_MM = READING_WIDTH_PX / CARD_WIDTH_MM
const NIK_DIGITS = 16
/** Median absolute deviation to standard deviation of a normal distribution. */
const MAD_TO_SIGMA = 1.4826
/** A digit's place is never trusted closer than this, mm, nor than this share of a frame's pixel. */
const NIK_SIGMA_LEAST_MM = 0.009
const BODY_SIGMA_LEAST_MM = 0.013
const FRAME_PX_SHARE = 0.1
/** A shape belongs to a character that it is nearer to than this, type sizes, and not much wider or narrower than. */
const MATCH_EM = 0.2
const WIDTH_TOLERANCE_EM = 0.16
/** Digits of a date or of RT/RW that must be told apart. */
const BODY_DIGITS_LEAST = 6
/** The one digit whose ink lies differently in its width from face to face. */
const NO_MIDDLE = '1'

/** The sixteen digits of the number; null unless each was found as a shape of its own. */
export const nikDigits: (evidence: Evidence, frame: number) => DigitDeviations | null = oncePerFrame(
  (evidence, frame) => {
    const line = textLines(evidence, frame).find(({ fields }) => fields.includes('nik'))
    if (!line || line.segments.length !== NIK_DIGITS) return null
    const places = line.segments.map((_, i) => i)
    const all = line.segments.map(() => true)
    return deviationsOf(evidence, frame, 'nik', line.segments, places, all, NIK_SIGMA_LEAST_MM)
  },
)

/** Digits of the date of birth and of RT/RW, in the body's type: tabular, so that their places are known. */
export const bodyDigits: (evidence: Evidence, frame: number) => readonly DigitDeviations[] = oncePerFrame(
  (evidence, frame) => {
    const print = bodyPrint(evidence, frame)
    if (!print || !Number.isFinite(print.em)) return []
    return textLines(evidence, frame).flatMap((line) => {
      const digits = line.text === null ? null : /[\d/-]+$/.exec(line.text)?.[0]
      const field = line.fields.find((name) => name === 'dateOfBirth' || name === 'rtRw')
      if (!digits || !field) return []
      const matched = matchFromRight(line, digits, print.em, print.weight)
      if (matched.length < BODY_DIGITS_LEAST) return []
      const deviations = deviationsOf(
        evidence,
        frame,
        field,
        matched.map(({ segment }) => segment),
        matched.map(({ placeEm }) => placeEm),
        matched.map(({ character }) => character !== NO_MIDDLE),
        BODY_SIGMA_LEAST_MM,
      )
      return deviations ? [deviations] : []
    })
  },
)

interface MatchedDigit {
  readonly character: string
  readonly segment: InkSegment
  /** Middle of its ink from the start of the digits, type sizes. */
  readonly placeEm: number
}

/** Lays the digits that end a line along its shapes, from the last one back. */
function matchFromRight(
  line: TextLine,
  digits: string,
  em: number,
  weight: LetterWeight,
): readonly MatchedDigit[] {
  const last = charWidths(digits.at(-1) ?? '', weight)
  const end = line.segments.at(-1)?.x1
  if (!last || end === undefined) return []
  const widths = Array.from(digits, (character) => charWidths(character, weight) ?? [0, 0, 0])
  const advance = widths.reduce((sum, [width]) => sum + width, 0) / 1000
  const origin = end - (advance - (last[0] - last[2]) / 1000) * em
  let at = 0
  return Array.from(digits).flatMap((character, i) => {
    const [width, left, right] = widths[i]!
    const placeEm = at + (left + right) / 2000
    at += width / 1000
    if (!/\d/.test(character)) return []
    const expectedX = origin + placeEm * em
    const segment = line.segments.find(({ x0, x1 }) => Math.abs((x0 + x1) / 2 - expectedX) < MATCH_EM * em)
    if (!segment) return []
    const widthEm = (segment.x1 - segment.x0) / em
    const isAlone = Math.abs(widthEm - (right - left) / 1000) < WIDTH_TOLERANCE_EM || character === NO_MIDDLE
    return isAlone ? [{ character, segment, placeEm }] : []
  })
}

function deviationsOf(
  evidence: Evidence,
  frame: number,
  field: FieldName,
  segments: readonly InkSegment[],
  places: readonly number[],
  hasMiddle: readonly boolean[],
  sigmaLeastMm: number,
): DigitDeviations | null {
  const card = evidence.cards[frame]
  if (!card) return null
  const framePxMm = CARD_WIDTH_MM / card.widthPx
  const floor = Math.max(sigmaLeastMm, FRAME_PX_SHARE * framePxMm)
  const across = residualsMm(
    places,
    segments.map(({ x0, x1 }) => (x0 + x1) / 2),
  )
  const down = residualsMm(
    places,
    segments.map(({ y0, y1 }) => (y0 + y1) / 2),
  )
  const known = across.filter((_, i) => hasMiddle[i])
  const sigmaX = Math.max(floor, MAD_TO_SIGMA * median(known.map(Math.abs)))
  const sigmaY = Math.max(floor, MAD_TO_SIGMA * median(down.map(Math.abs)))
  const x = across.map((value, i) => (hasMiddle[i] ? value : 0))
  const heightPx = median(segments.map(({ y0, y1 }) => y1 - y0))
  const pitch = theilSen(
    places,
    segments.map(({ x0, x1 }) => (x0 + x1) / 2),
  ).slope
  return {
    field,
    scores: x.map((value, i) => Math.hypot(value / sigmaX, down[i]! / sigmaY)),
    pitchPerHeight: pitch / heightPx,
  }
}

function residualsMm(places: readonly number[], values: readonly number[]): readonly number[] {
  const { slope, offset } = theilSen(places, values)
  return values.map((value, i) => (value - offset - slope * places[i]!) / PX_PER_MM)
}
