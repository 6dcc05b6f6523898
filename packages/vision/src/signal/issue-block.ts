import { CARD_WIDTH_MM, cardHeightPx } from '../card/card-size.ts'
import { READING_WIDTH_PX } from '../read/read-rows.ts'
import type { Evidence } from '../evidence.ts'
import { oncePerFrame } from './once-per-frame.ts'
import { cutStrip } from './cut-strip.ts'
import { spanOf } from './helvetica-widths.ts'
import type { InkStrip } from './ink-strip.ts'
import { findSegments, strokeWidth, type InkSegment } from './ink-segments.ts'
import { median } from './order-statistics.ts'
import { textLines } from './text-lines.ts'

/** The column under the photo, 0–1 of the card's width, in which place and date of issue stand (domain notes §3.8). */
const COLUMN = { x0: 0.665, x1: 0.94 } as const
/** How far above the date the place may stand, of the card's height: our sources disagree, and a strip reaches ± 0.005. */
const PLACE_ABOVE = [0.0375, 0.029] as const
/** Two sizes of type are one within this share: a letter that was not seen is a larger part of a line. */
const SIZE_TOLERANCE = 0.02
/** A difference of more than this is no type size but a letter that was not seen (a digit of a date is 0.1), or another name than was read. */
const SIZE_MOST_LN = 0.08
/** Capitals so much taller than the place's are of no smaller type: then a name was misread. */
const TALLER_LN = 0.06
/** Shapes that either line needs to be taken for text. */
const SEGMENTS_LEAST = 3
/** Where this share of the place's letters shows, it is not looked for elsewhere. */
const PLAIN_SHARE = 0.5
const PX_PER_MM = READING_WIDTH_PX / CARD_WIDTH_MM

/** The kind of a region, which some cards print before its name and others leave out, whichever of them was read. */
const REGION_KIND = /^(KABUPATEN|KOTA) /

/** How the date of issue stands against the place above it, which is set centred, in the same type, in one go. */
interface IssueDeviation {
  /** Distance of their middles, to the right; NaN where the first or last letter of either was not seen. */
  readonly offsetMm: number
  /**
   * How much smaller the date's type is, by the width of its text, a negative natural logarithm: long places are set smaller, so that 0
   * is all that a larger date says.
   */
  readonly sizeLn: number
  /** Of stroke width and height, natural logarithms. */
  readonly strokeLn: number
  readonly heightLn: number
}

/** Date against place of issue; null where either is unseen. */
export const issueDeviation: (evidence: Evidence, frame: number) => IssueDeviation | null = oncePerFrame(
  (evidence, frame) => {
    const date = textLines(evidence, frame).find(({ fields }) => fields.includes('issueDate'))
    const text = date?.text && spanOf(date.text, 'regular')
    const place = evidence.reading.issuePlace ?? ''
    if (!date || !text || place === '' || date.segments.length < SEGMENTS_LEAST) return null
    const names = [place, place.replace(REGION_KIND, '')].flatMap((name) => spanOf(name, 'regular') ?? [])
    const dateEm = widthOf(date.segments) / text.most
    const heightPx = cardHeightPx(READING_WIDTH_PX)
    const { strip } = date
    const top = (strip.y0 + strip.capTop) / heightPx
    let seen: { readonly line: InkStrip; readonly segments: readonly InkSegment[] } | null = null
    for (const above of PLACE_ABOVE) {
      const y0 = top - above
      const line = cutStrip(evidence, frame, { ...COLUMN, y0, y1: y0 + strip.capPx / heightPx })
      const segments = line ? findSegments(line) : []
      if (line && segments.length > (seen?.segments.length ?? 0)) seen = { line, segments }
      if (segments.length > PLAIN_SHARE * place.length) break
    }
    if (!seen || seen.segments.length < SEGMENTS_LEAST) return null
    const { line, segments } = seen
    // Of one size, both show their first and last letter: else the middle of what is seen is not that of the text.
    const isWhole = names.some((name) => {
      const [least, most] = [widthOf(segments) / name.most, widthOf(segments) / name.least]
      return dateEm >= least * (1 - SIZE_TOLERANCE) && dateEm <= most * (1 + SIZE_TOLERANCE)
    })
    const sizes = names.map((name) => Math.log((dateEm * name.most) / widthOf(segments)))
    const sizeLn = sizes.reduce((a, b) => (Math.abs(b) < Math.abs(a) ? b : a), Infinity)
    const heightLn = Math.log(heightOf(date.segments) / heightOf(segments))
    return {
      sizeLn: Math.abs(sizeLn) > SIZE_MOST_LN || heightLn > TALLER_LN ? NaN : Math.min(0, sizeLn),
      offsetMm: isWhole ? (middleOf(date.segments) - middleOf(segments)) / PX_PER_MM : NaN,
      strokeLn: Math.log(strokeWidth(strip) / strokeWidth(line)),
      heightLn,
    }
  },
)

const heightOf = (segments: readonly InkSegment[]): number => median(segments.map(({ y0, y1 }) => y1 - y0))

const widthOf = (segments: readonly InkSegment[]): number => segments.at(-1)!.x1 - segments[0]!.x0

const middleOf = (segments: readonly InkSegment[]): number => (segments[0]!.x0 + segments.at(-1)!.x1) / 2
