import type { CardBox, FieldName } from '@kartu/core'
import type { Evidence } from '../evidence.ts'
import { cutStrip } from './cut-strip.ts'
import { oncePerFrame } from './once-per-frame.ts'
import { median } from './order-statistics.ts'
import type { InkStrip } from './ink-strip.ts'
import { findSegments, type InkSegment } from './ink-segments.ts'
import { shareOutWords } from './share-out-words.ts'

/** One printed line of a value in one frame, in pixels of the card at `READING_WIDTH_PX`. */
export interface TextLine {
  /** The fields whose value stands in it; two for place and date of birth. */
  readonly fields: readonly FieldName[]
  /** What was read in it; null where it is not known which words of the value stand in which of its lines. */
  readonly text: string | null
  /** 0 for a value's first line. */
  readonly index: number
  readonly strip: InkStrip
  /** Separate shapes as tall as capitals, left to right. */
  readonly segments: readonly InkSegment[]
}

/** The name of a line, as a reader of a vote sees it. */
export const lineName = ({ fields, index }: Pick<TextLine, 'fields' | 'index'>): string =>
  `${fields.join('+')} line ${index + 1}`

/** The body's row pitch over the card's height (domain notes §3.8): a box this much taller than a line holds another. */
export const ROW_PITCH = 0.0435
/** Lines of the card in one frame, top to bottom, where the reader located them; none when it shows no card. */
export const textLines: (evidence: Evidence, frame: number) => readonly TextLine[] = oncePerFrame(
  (evidence, frame) => {
    const rows = [...Map.groupBy(evidence.reading.lines, ({ x0, y0 }) => `${x0}/${y0}`).values()]
    const capHeight = median(rows.map(([line]) => line!.y1 - line!.y0))
    return rows.flatMap((lines) => {
      const fields = lines.map((line) => line.field)
      const isNumber = fields.includes('nik')
      const boxes = splitBox(lines[0]!, isNumber ? Infinity : capHeight)
      const found = boxes.flatMap((box, index) => {
        const strip = cutStrip(evidence, frame, box, isNumber)
        return strip ? [{ fields, index, strip, segments: findSegments(strip) }] : []
      })
      const text = textOf(evidence, fields)
      const texts = text !== null && found.length === boxes.length ? shareOutWords(text, found) : null
      return found.map((line, index) => ({ ...line, text: texts?.[index] ?? null }))
    })
  },
)

/** The boxes of a value's lines, one above the other; the number is one line of larger type. */
function splitBox(box: CardBox, capHeight: number): readonly CardBox[] {
  const height = box.y1 - box.y0
  const count = Math.max(1, Math.round((height - capHeight) / ROW_PITCH) + 1)
  if (count === 1) return [box]
  const pitch = (height - capHeight) / (count - 1)
  return Array.from({ length: count }, (_, i) => {
    const y0 = box.y0 + i * pitch
    return { x0: box.x0, x1: box.x1, y0, y1: y0 + capHeight }
  })
}

function textOf({ reading }: Evidence, fields: readonly FieldName[]): string | null {
  const raws = fields.map((field) => reading.fields[field].raw)
  return raws.some((raw) => raw === null) ? null : raws.join(', ')
}
