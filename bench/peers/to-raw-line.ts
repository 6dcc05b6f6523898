import type { RawLine, RowName } from '@kartu/core'
import type { Word } from './text-line.ts'

/** What a colon, a box's edge or the guilloche leave at either end of a value. */
const LEADING = /^[\s:;.,'"|!_~*=]+/
const TRAILING = /[\s:;,'"|!_~*=]+$/
const ALPHANUMERIC = /[\p{L}\p{N}]/u
/** RT and RW within what was read around them. */
const RT_RW = /\d{3}\s*\/\s*\d{3}/
/** Titles keep their full stop: `S.H.`; elsewhere one at the end is a speck. */
const TITLE_STOP = /\.\p{L}{1,3}\.$/u

/**
 * The engines' certainties are not calibrated, and taken as they are the product's rules would withhold right values. So characters
 * count as at least this certain; free text, which no list can confirm, as more, so that sixty of them are still given out. On our
 * tuning cards that gave every engine the most right fields; it also lets wrong ones through, which the engines' scores show.
 */
const LEAST_CONFIDENCE = 0.95
const LEAST_CONFIDENCE_OF_FREE_TEXT = 0.989
const FREE_TEXT: ReadonlySet<RowName> = new Set(['name', 'birth', 'address', 'occupation'])

/** A row's line out of the words of its printed lines; null when they hold no text. */
export function toRawLine(row: RowName, lines: readonly (readonly Word[])[]): RawLine | null {
  // A rhesus sign may be a word of its own.
  const words = row === 'bloodType' ? lines.flat() : lines.flatMap(withoutSpecks)
  const least = FREE_TEXT.has(row) ? LEAST_CONFIDENCE_OF_FREE_TEXT : LEAST_CONFIDENCE
  const chars = words.flatMap((word, i) => [
    ...(i === 0 ? [] : [{ char: ' ', confidence: 1 }]),
    ...word.text.split('').map((char) => ({ char, confidence: Math.max(least, word.confidence) })),
  ])
  const text = chars.map(({ char }) => char).join('')
  const [start, end] = boundsOf(row, text)
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

/** A printed line without what stands before its first and after its last word; a line of signs alone stays. */
function withoutSpecks(line: readonly Word[]): readonly Word[] {
  const isText = (word: Word) => ALPHANUMERIC.test(word.text)
  const first = line.findIndex(isText)
  return first < 0 ? line : line.slice(first, line.findLastIndex(isText) + 1)
}

function boundsOf(row: RowName, text: string): readonly [start: number, end: number] {
  const numbers = row === 'rtRw' ? RT_RW.exec(text) : null
  if (numbers !== null) return [numbers.index, numbers.index + numbers[0].length]
  const start = LEADING.exec(text)?.[0].length ?? 0
  return [start, start + trimEnd(row, text.slice(start)).length]
}

function trimEnd(row: RowName, text: string): string {
  const trimmed = text.replace(TRAILING, '')
  if (row === 'name' && TITLE_STOP.test(trimmed)) return trimmed
  const bare = trimmed.replace(/[\s.]+$/, '').replace(TRAILING, '')
  // A dash at the end of more than itself is a speck; alone it says that the card records nothing.
  return bare.length > 1 && row !== 'bloodType' ? bare.replace(/[\s-]+$/, '') : bare
}
