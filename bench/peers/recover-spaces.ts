import type { GreyPicture } from './grey-picture.ts'
import type { PeerText, PixelBox } from './peer.ts'

/** A white gap from here on, in cap heights, is a space: Arial's is 0.39 of one, and between letters at most 0.26 are white. */
const SPACE_GAP = 0.27
/** A column holds part of a character from this share of a stem's ink on: a full stop and the foot of a U have 0.15 or more. */
const COLUMN_INK = 0.1
/** Of a line's columns this share has no more ink than a stem has. */
const STEM_SHARE = 0.95
/** White to the left of a word's first letter and to the right of its last, which its advance widths count, cap heights. */
const BEARINGS = 0.18
/** Signs that stand at the end of a word, never at its beginning. */
const CLOSING = /[.,:;)]/
const WHITE = 255

/** Advance widths in Arial, thousandths of an em, by the characters that share them; all others are as wide as an `X`. */
const WIDTHS: ReadonlyMap<string, number> = new Map(
  (
    [
      ["'", 191],
      [',./:I|', 278],
      ['-()', 333],
      ['J', 500],
      ['0123456789L', 556],
      ['FTZ', 611],
      ['CDHNRUw', 722],
      ['GOQ', 778],
      ['M', 833],
      ['W', 944],
    ] as const
  ).flatMap(([chars, width]) => Array.from(chars, (char) => [char, width] as const)),
)
const DEFAULT_WIDTH = 667

/**
 * The text with spaces where the print has them. PP-OCR's Chinese model drops a third of the spaces between words and invents
 * hardly any; without them no name or address of several words would ever be right. White gaps of the picture cut the line
 * into words, and the characters are shared out to the words by their widths in print.
 */
export function recoverSpaces(text: PeerText, flat: GreyPicture, capPx: number): PeerText {
  const chars = Array.from(text.text).filter((char) => char !== ' ')
  if (chars.filter((char) => /\p{L}/u.test(char)).length < 2) return text
  const words = inkWords(flat, text.box, capPx)
  const starts = new Set([...wordStarts(chars, words), ...knownStarts(text.text)])
  const spaced = chars.map((char, i) => (i > 0 && starts.has(i) ? ` ${char}` : char)).join('')
  return { ...text, text: spaced }
}

/** Indices, spaces not counted, of the characters after the spaces that the engine itself saw. */
function knownStarts(text: string): readonly number[] {
  let index = 0
  return Array.from(text.matchAll(/\S+/g), ([word]) => {
    const start = index
    index += word.length
    return start
  })
}

/** Indices of the characters that begin the words of these widths. */
function wordStarts(chars: readonly string[], words: readonly number[]): readonly number[] {
  const ends: number[] = []
  for (const char of chars) ends.push((ends.at(-1) ?? 0) + (WIDTHS.get(char) ?? DEFAULT_WIDTH))
  const scale = (ends.at(-1) ?? 0) / words.reduce((sum, width) => sum + width, 0)
  let passed = 0
  return words.slice(0, -1).map((width) => {
    passed += width * scale
    const distance = (end: number) => Math.abs(end - passed)
    const last = ends.reduce((best, end, i) => (distance(end) < distance(ends[best] ?? 0) ? i : best), 0)
    const start = last + 1
    return CLOSING.test(chars[start] ?? '') ? start + 1 : start
  })
}

/** Widths of the words between gaps as wide as a space, px. */
function inkWords(flat: GreyPicture, box: PixelBox, capPx: number): readonly number[] {
  const columns = columnInk(flat, box)
  const stem = columns.toSorted((a, b) => a - b)[Math.floor(STEM_SHARE * columns.length)] ?? 0
  const words: number[] = []
  let start = -1
  let last = -1
  for (const [x, ink] of columns.entries()) {
    if (ink < COLUMN_INK * stem) continue
    if (start >= 0 && x - last - 1 > SPACE_GAP * capPx) {
      words.push(last + 1 - start + BEARINGS * capPx)
      start = x
    } else if (start < 0) start = x
    last = x
  }
  return start < 0 ? [] : [...words, last + 1 - start + BEARINGS * capPx]
}

/** Sum of each column's ink in the box, in black pixels. */
function columnInk(flat: GreyPicture, box: PixelBox): readonly number[] {
  const [x0, x1] = [Math.max(0, Math.floor(box.x0)), Math.min(flat.width, Math.ceil(box.x1))]
  const [y0, y1] = [Math.max(0, Math.floor(box.y0)), Math.min(flat.height, Math.ceil(box.y1))]
  return Array.from({ length: Math.max(0, x1 - x0) }, (_, column) => {
    let ink = 0
    for (let y = y0; y < y1; y++) ink += 1 - flat.data[y * flat.width + x0 + column]! / WHITE
    return ink
  })
}
