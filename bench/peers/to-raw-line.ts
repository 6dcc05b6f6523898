import type { RawLine, RowName } from '@kartu/core'
import type { Word } from './text-line.ts'

/** What a colon, a box's edge or the guilloche leave at either end of a value. */
const LEADING = /^[\s:;.,'"|!_~*=]+/
const TRAILING = /[\s:;,'"|!_~*=]+$/
/** Titles keep their full stop: `S.H.`; elsewhere one at the end is a speck. */
const TITLE_STOP = /\.\p{L}{1,3}\.$/u

/** A row's line out of the words of its printed lines; null when they hold no text. */
export function toRawLine(row: RowName, lines: readonly (readonly Word[])[]): RawLine | null {
  const words = lines.flat()
  const chars = words.flatMap((word, i) => [
    ...(i === 0 ? [] : [{ char: ' ', confidence: 1 }]),
    ...word.text.split('').map((char) => ({ char, confidence: word.confidence })),
  ])
  const text = chars.map(({ char }) => char).join('')
  const start = LEADING.exec(text)?.[0].length ?? 0
  const end = start + trimEnd(row, text.slice(start)).length
  if (start === end) return null
  return {
    text: text.slice(start, end),
    confidences: chars.slice(start, end).map(({ confidence }) => confidence),
    box: {
      x0: Math.min(...words.map((word) => word.x0)),
      y0: Math.min(...words.map((word) => word.y0)),
      x1: Math.max(...words.map((word) => word.x1)),
      y1: Math.max(...words.map((word) => word.y1)),
    },
    hint: null,
  }
}

function trimEnd(row: RowName, text: string): string {
  const trimmed = text.replace(TRAILING, '')
  if (row === 'name' && TITLE_STOP.test(trimmed)) return trimmed
  const bare = trimmed.replace(/[\s.]+$/, '').replace(TRAILING, '')
  // A dash at the end of more than itself is a speck; alone it says that the card records nothing.
  return bare.length > 1 && row !== 'bloodType' ? bare.replace(/[\s-]+$/, '') : bare
}
