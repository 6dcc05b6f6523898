import type { FieldName } from '@kartu/core'
import type { LocatedCard } from '../card/located-card.ts'
import type { Evidence } from '../evidence.ts'
import { CARD_WIDTH_MM } from '../card/card-size.ts'
import { READING_WIDTH_PX } from '../read/read-rows.ts'
import { charWidths, type LetterWeight } from './helvetica-widths.ts'
import type { InkSegment } from './ink-segments.ts'
import { oncePerFrame } from './once-per-frame.ts'
import { MAD_TO_SIGMA, median } from './order-statistics.ts'
import { bodyPrint } from './row-deviations.ts'
import { textLines, type TextLine } from './text-lines.ts'
import { theilSen } from './theil-sen.ts'

/** How the digits of one line stand against the even setting that they have in common. */
interface DigitDeviations {
  readonly field: FieldName
  /** By each digit's place in the line, how far right and down it is from where it should be, over the distances usual in this line. */
  readonly deviations: ReadonlyMap<number, readonly [x: number, y: number]>
  /** Their shapes, by the same places. */
  readonly shapes: ReadonlyMap<number, InkSegment>
  /** Distance between neighbours over height, both in pixels. */
  readonly pitchPerHeight: number
}

/** The name of a digit, as a reader of a vote sees it. */
export const digitName = (field: FieldName, index: number): string => `${field} digit ${index + 1}`

const PX_PER_MM = READING_WIDTH_PX / CARD_WIDTH_MM
const NIK_DIGITS = 16
/** A digit's place is never trusted closer than this, mm, nor than this share of a frame's pixel. */
const NIK_SIGMA_LEAST_MM = 0.009
const BODY_SIGMA_LEAST_MM = 0.018
const FRAME_PX_SHARE = 0.12
/** A shape belongs to a character that it is nearer to than this, type sizes, and not much wider or narrower than. */
const MATCH_EM = 0.2
const WIDTH_TOLERANCE_EM = 0.16
/** Digits of a date or of RT/RW that must be told apart. */
const BODY_DIGITS_LEAST = 6
/** Digits narrower or wider than others lie off the middle of their place by up to this share of what they differ by. */
const LEAN_OF_WIDTH = 0.1
/** Digits that must have a middle for a line to be laid through them: of a date half may be ones. */
const NIK_MIDDLES_LEAST = 6
const BODY_MIDDLES_LEAST = 4
/** So many others of its kind tell where in its place a face sets a digit; without them it may lie off the middle by this, mm. */
const ALIKE_LEAST = 2
const KIND_MM = 0.02
/** Some faces pull two ones together, by this, type sizes: the one pair of digits that typesetters kern. */
const PULLS_OF_ONES = [0, 0.074] as const
/** The one digit whose ink lies differently in its width from face to face. */
const NO_MIDDLE = '1'

/** The sixteen digits of the number; null unless each was found as a shape of its own. */
export const nikDigits: (evidence: Evidence, frame: number) => DigitDeviations | null = oncePerFrame(
  (evidence, frame) => {
    const card = evidence.cards[frame]
    const line = textLines(evidence, frame).find(({ fields }) => fields.includes('nik'))
    if (!card || line?.segments.length !== NIK_DIGITS) return null
    const read = line.text?.length === NIK_DIGITS ? line.text : null
    const digits = line.segments.map((segment, index) => {
      const character = read?.[index] ?? null
      return { index, segment, place: index, character, inkPx: NaN, hasMiddle: character !== NO_MIDDLE }
    })
    if (!hasMiddles(digits, NIK_MIDDLES_LEAST)) return null
    return deviationsOf(card, 'nik', digits, NIK_SIGMA_LEAST_MM, KIND_MM)
  },
)

/** Digits of the date of birth and of RT/RW, in the body's type: tabular, so that their places are known. */
export const bodyDigits: (evidence: Evidence, frame: number) => readonly DigitDeviations[] = oncePerFrame(
  (evidence, frame) => {
    const card = evidence.cards[frame]
    const print = bodyPrint(evidence, frame)
    if (!card || !print || !Number.isFinite(print.em)) return []
    return textLines(evidence, frame).flatMap((line) => {
      const digits = line.text === null ? null : /[\d/-]+$/.exec(line.text)?.[0]
      const field = line.fields.find((name) => name === 'dateOfBirth' || name === 'rtRw')
      if (!digits || !field) return []
      const settings = (digits.includes('11') ? PULLS_OF_ONES : [0]).flatMap((pull) => {
        const matched = matchFromRight(line, digits, print.em, print.weight, pull)
        if (matched.length < BODY_DIGITS_LEAST || !hasMiddles(matched, BODY_MIDDLES_LEAST)) return []
        return [deviationsOf(card, field, matched, BODY_SIGMA_LEAST_MM, 0)]
      })
      return settings.length === 0 ? [] : [settings.reduce((a, b) => (isSetEvener(b, a) ? b : a))]
    })
  },
)

/** A digit as it was found, and where it should stand along its line in any unit. */
interface PlacedDigit {
  readonly index: number
  readonly segment: InkSegment
  readonly place: number
  readonly character: string | null
  /** How wide its ink should be but for blur, px; NaN where only others of its kind tell. */
  readonly inkPx: number
  /** Whether the middle of its ink is where its place says in every face. */
  readonly hasMiddle: boolean
}

/** Whether one setting explains the places of digits better: of more of them, or of as many with none as far off. */
function isSetEvener(a: DigitDeviations, b: DigitDeviations): boolean {
  const worst = ({ deviations }: DigitDeviations) =>
    Math.max(...[...deviations.values()].map(([x]) => Math.abs(x)))
  const more = a.deviations.size - b.deviations.size
  return more > 0 || (more === 0 && worst(a) < worst(b))
}

const hasMiddles = (digits: readonly PlacedDigit[], least: number): boolean =>
  digits.filter(({ hasMiddle }) => hasMiddle).length >= least

/** Lays the digits that end a line along its shapes, from the last one back. */
function matchFromRight(
  line: TextLine,
  digits: string,
  em: number,
  weight: LetterWeight,
  pullOfOnes: number,
): readonly PlacedDigit[] {
  const last = charWidths(digits.at(-1) ?? '', weight)
  const final = line.segments.at(-1)
  if (!last || !final) return []
  // Where the last digit was not seen for itself, all places would be off.
  const finalEm = (final.x1 - final.x0) / em
  if (Math.abs(finalEm - (last[2] - last[1]) / 1000) > WIDTH_TOLERANCE_EM) return []
  const widths = Array.from(digits, (character) => charWidths(character, weight) ?? [0, 0, 0])
  const pullBefore = (i: number): number =>
    digits[i - 1] === NO_MIDDLE && digits[i] === NO_MIDDLE ? pullOfOnes : 0
  const advance = widths.reduce((sum, [width], i) => sum + width / 1000 - pullBefore(i), 0)
  const origin = final.x1 - (advance - (last[0] - last[2]) / 1000) * em
  let at = 0
  return Array.from(digits).flatMap((character, i) => {
    const [width, left, right] = widths[i]!
    at -= pullBefore(i)
    const placeEm = at + (left + right) / 2000
    at += width / 1000
    if (!/\d/.test(character)) return []
    const expectedX = origin + placeEm * em
    const segment = line.segments.find(({ x0, x1 }) => Math.abs((x0 + x1) / 2 - expectedX) < MATCH_EM * em)
    if (!segment) return []
    const widthEm = (segment.x1 - segment.x0) / em
    const isAlone = Math.abs(widthEm - (right - left) / 1000) < WIDTH_TOLERANCE_EM || character === NO_MIDDLE
    const inkPx = ((right - left) / 1000) * em
    return isAlone
      ? [{ index: i, segment, place: placeEm, character, inkPx, hasMiddle: character !== NO_MIDDLE }]
      : []
  })
}

function deviationsOf(
  card: LocatedCard,
  field: FieldName,
  digits: readonly PlacedDigit[],
  sigmaLeastMm: number,
  kindErrorMm: number,
): DigitDeviations {
  const floor = Math.max(sigmaLeastMm, (FRAME_PX_SHARE * CARD_WIDTH_MM) / card.widthPx)
  const places = digits.map(({ place }) => place)
  const middles = digits.map(({ segment }) => (segment.x0 + segment.x1) / 2)
  const settled = digits.flatMap(({ hasMiddle }, i) => (hasMiddle ? [i] : []))
  const along = theilSen(
    settled.map((i) => places[i]!),
    settled.map((i) => middles[i]!),
  )
  const across = middles.map((x, i) => (x - along.offset - along.slope * places[i]!) / PX_PER_MM)
  const down = residualsMm(
    places,
    digits.map(({ segment }) => (segment.y0 + segment.y1) / 2),
  )
  const moved = movedDownMm(places, digits)
  const widths = digits.map(({ segment }) => (segment.x1 - segment.x0) / PX_PER_MM)
  const usualWidth = median(widths)
  const widening = median(widths.map((width, i) => width - digits[i]!.inkPx / PX_PER_MM))
  const sigmaOf = (residuals: readonly number[]): number =>
    Math.max(floor, MAD_TO_SIGMA * median(residuals.map(Math.abs)))
  const sigmaX = sigmaOf(settled.map((i) => across[i]!))
  const sigmaY = sigmaOf(down)
  const bends = bendOf(places)
  const deviations = digits.map(({ index, character, hasMiddle }, i) => {
    const alike = digits.flatMap((other, j) =>
      j !== i && character !== null && other.character === character ? [j] : [],
    )
    const isKnown = alike.length >= ALIKE_LEAST
    const inkMm = digits[i]!.inkPx / PX_PER_MM + widening
    // What a shape is wider than its kind may all lie on one side of it: artwork that touches the digit.
    const lean = Number.isFinite(inkMm)
      ? Math.abs(widths[i]! - inkMm) / 2
      : isKnown
        ? 0
        : LEAN_OF_WIDTH * Math.abs(widths[i]! - usualWidth)
    const off = across[i]! - (isKnown ? median(alike.map((j) => across[j]!)) : 0)
    const beyond = Math.sign(off) * Math.max(0, Math.abs(off) - lean)
    const x = isKnown ? beyond / sigmaX : hasMiddle ? beyond / Math.hypot(sigmaX, kindErrorMm) : 0
    return [index, [x / bends[i]!, moved[i]! / sigmaY / bends[i]!] as const] as const
  })
  const heightPx = median(digits.map(({ segment }) => segment.y1 - segment.y0))
  const shapes = new Map(digits.map(({ index, segment }) => [index, segment] as const))
  return {
    field,
    deviations: new Map(deviations),
    shapes,
    pitchPerHeight: along.slope / heightPx,
  }
}

/** Cards are never quite flat, nor lenses straight: how much larger errors are towards the ends of a line than in its middle. */
function bendOf(places: readonly number[]): readonly number[] {
  const [first, last] = [Math.min(...places), Math.max(...places)]
  return places.map((place) => Math.sqrt(1 + ((2 * place - first - last) / (last - first)) ** 4))
}

/**
 * How far both the top and the bottom of each digit are off the line of the others': a digit that was put in moves with both,
 * while artwork that touches it, or a thin stroke that fades, moves only one of them.
 */
function movedDownMm(places: readonly number[], digits: readonly PlacedDigit[]): readonly number[] {
  const [top, bottom] = (['y0', 'y1'] as const).map((edge) =>
    residualsMm(
      places,
      digits.map(({ segment }) => segment[edge]),
    ),
  )
  return digits.map((_, i) =>
    top![i]! * bottom![i]! > 0
      ? Math.sign(top![i]!) * Math.min(Math.abs(top![i]!), Math.abs(bottom![i]!))
      : 0,
  )
}

function residualsMm(places: readonly number[], values: readonly number[]): readonly number[] {
  const { slope, offset } = theilSen(places, values)
  return values.map((value, i) => (value - offset - slope * places[i]!) / PX_PER_MM)
}
