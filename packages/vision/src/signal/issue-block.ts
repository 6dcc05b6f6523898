import { CARD_WIDTH_MM, cardHeightPx } from '../card/card-size.ts'
import { READING_WIDTH_PX } from '../read/read-rows.ts'
import type { Evidence } from '../evidence.ts'
import { oncePerFrame } from './once-per-frame.ts'
import { cutStrip } from './cut-strip.ts'
import { spanOf } from './helvetica-widths.ts'
import { findSegments, type InkSegment } from './ink-segments.ts'
import { textLines } from './text-lines.ts'

/** The column under the photo, 0–1 of the card's width, in which place and date of issue stand (domain notes §3.8). */
const COLUMN = { x0: 0.665, x1: 0.94 } as const
/** How far above the date the place may stand, of the card's height: our sources disagree, and a strip reaches ± 0.005. */
const PLACE_ABOVE = [0.0375, 0.029] as const
/** Two sizes of type are one within this share: a letter that was not seen is a larger part of a line. */
const SIZE_TOLERANCE = 0.02
const PX_PER_MM = READING_WIDTH_PX / CARD_WIDTH_MM

/** Distance of the middles of place and date of issue, which are set centred, mm to the right; null where either is unseen. */
export const issueOffset: (evidence: Evidence, frame: number) => number | null = oncePerFrame(
  (evidence, frame) => {
    const date = textLines(evidence, frame).find(({ fields }) => fields.includes('issueDate'))
    const text = date?.text && spanOf(date.text, 'regular')
    const name = spanOf(evidence.reading.issuePlace ?? '', 'regular')
    if (!date || !text || !name || date.segments.length === 0) return null
    const dateEm = widthOf(date.segments) / text.most
    const heightPx = cardHeightPx(READING_WIDTH_PX)
    const { strip } = date
    const top = (strip.y0 + strip.capTop) / heightPx
    for (const above of PLACE_ABOVE) {
      const y0 = top - above
      const place = cutStrip(evidence, frame, { ...COLUMN, y0, y1: y0 + strip.capPx / heightPx })
      const segments = place ? findSegments(place) : []
      if (segments.length === 0) continue
      const [least, most] = [widthOf(segments) / name.most, widthOf(segments) / name.least]
      // Of one size, both show their first and last letter: else the middle of what is seen is not that of the text.
      if (dateEm >= least * (1 - SIZE_TOLERANCE) && dateEm <= most * (1 + SIZE_TOLERANCE))
        return (middleOf(date.segments) - middleOf(segments)) / PX_PER_MM
    }
    return null
  },
)

const widthOf = (segments: readonly InkSegment[]): number => segments.at(-1)!.x1 - segments[0]!.x0

const middleOf = (segments: readonly InkSegment[]): number => (segments[0]!.x0 + segments.at(-1)!.x1) / 2
