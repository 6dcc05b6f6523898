import { CARD_WIDTH_MM, cardHeightPx } from '../card/card-size.ts'
import { READING_WIDTH_PX } from '../read/read-rows.ts'
import type { Evidence } from '../evidence.ts'
import { oncePerFrame } from './once-per-frame.ts'
import { cutStrip } from './cut-strip.ts'
import { findSegments, type InkSegment } from './ink-segments.ts'
import { textLines } from './text-lines.ts'

/** The column under the photo, 0–1 of the card's width, in which place and date of issue stand (domain notes §3.8). */
const COLUMN = { x0: 0.665, x1: 0.94 } as const
/** How far above the date the place may stand, of the card's height: our sources disagree, and a strip reaches ± 0.005. */
const PLACE_ABOVE = [0.0375, 0.029] as const
/** A place's name has at least this many letters. */
const LETTERS_LEAST = 4
const DATE_DIGITS = 8
const PX_PER_MM = READING_WIDTH_PX / CARD_WIDTH_MM

/** Distance of the middles of place and date of issue, which are set centred, mm to the right; null where either is unseen. */
export const issueOffset: (evidence: Evidence, frame: number) => number | null = oncePerFrame(
  (evidence, frame) => {
    const date = textLines(evidence, frame).find(({ fields }) => fields.includes('issueDate'))
    const letters = evidence.reading.issuePlace?.replaceAll(/[^\p{L}]/gu, '').length ?? 0
    if (date?.segments.length !== DATE_DIGITS || letters < LETTERS_LEAST) return null
    const heightPx = cardHeightPx(READING_WIDTH_PX)
    const { strip } = date
    const top = (strip.y0 + strip.capTop) / heightPx
    for (const above of PLACE_ABOVE) {
      const place = cutStrip(evidence, frame, {
        ...COLUMN,
        y0: top - above,
        y1: top - above + strip.capPx / heightPx,
      })
      const segments = place ? findSegments(place) : []
      // With every letter seen, the ends of the line are the ends of the text.
      if (segments.length === letters) return (middleOf(date.segments) - middleOf(segments)) / PX_PER_MM
    }
    return null
  },
)

const middleOf = (segments: readonly InkSegment[]): number => (segments[0]!.x0 + segments.at(-1)!.x1) / 2
