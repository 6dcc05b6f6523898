import { spanOf } from './helvetica-widths.ts'
import type { InkSegment } from './ink-segments.ts'

/** One line of a value as it was found. */
interface FoundLine {
  /** Separate shapes as tall as capitals, left to right. */
  readonly segments: readonly InkSegment[]
}

/** Lines of one value are set in one size: ways to break it that differ by more than this, natural logarithm, are not how it was broken. */
const SIZE_TOLERANCE_LN = 0.05

/** Longer values, whose ways to be broken are many, are none of a KTP's: somebody prints them to keep the service busy. */
const LINES_MOST = 3
const WORDS_MOST = 16

/** The words of a value, shared out to its lines so that all are of one size of type by the width of their ink; null where no way fits. */
export function shareOutWords(text: string, lines: readonly FoundLine[]): readonly string[] | null {
  if (lines.length === 1) return [text]
  const words = text.split(' ')
  if (lines.length > LINES_MOST || words.length > WORDS_MOST) return null
  let best: { readonly parts: readonly string[]; readonly unevenness: number } | null = null
  for (const breaks of breaksOf(words.length, lines.length)) {
    const parts = [...breaks, words.length].map((end, i) => words.slice(breaks[i - 1] ?? 0, end).join(' '))
    const sizes = parts.map((part, i) => {
      const span = spanOf(part, 'regular')
      const [first, last] = [lines[i]!.segments[0], lines[i]!.segments.at(-1)]
      return span && first && last ? Math.log((2 * (last.x1 - first.x0)) / (span.most + span.least)) : NaN
    })
    const unevenness = Math.max(...sizes) - Math.min(...sizes)
    if (unevenness < (best?.unevenness ?? SIZE_TOLERANCE_LN)) best = { parts, unevenness }
  }
  return best?.parts ?? null
}

/** Every way to break so many words into so many lines: before which word each line after the first begins. */
function breaksOf(words: number, lines: number, from = 1): readonly (readonly number[])[] {
  if (lines === 1) return [[]]
  const ways: (readonly number[])[] = []
  for (let first = from; first <= words - lines + 1; first++)
    for (const rest of breaksOf(words, lines - 1, first + 1)) ways.push([first, ...rest])
  return ways
}
