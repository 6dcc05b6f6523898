/**
 * Advance width and inked part of the characters of a sans serif of Helvetica's widths, which Arial and its relatives
 * share: thousandths of the type size [advance, left, right], regular and bold. Inked parts are means of Arimo's and
 * TeX Gyre Heros', which differ by up to 25.
 */
export type LetterWeight = 'regular' | 'bold'

type CharWidths = readonly [advance: number, left: number, right: number]

const REGULAR: Readonly<Record<string, CharWidths>> = {
  A: [667, 9, 659],
  B: [667, 81, 619],
  C: [722, 49, 681],
  D: [722, 86, 671],
  E: [667, 86, 619],
  F: [611, 86, 575],
  G: [778, 47, 706],
  H: [722, 83, 642],
  I: [278, 96, 189],
  J: [500, 17, 426],
  K: [667, 81, 657],
  L: [556, 81, 528],
  M: [833, 79, 756],
  N: [722, 79, 643],
  O: [778, 43, 736],
  P: [667, 87, 616],
  Q: [778, 43, 736],
  R: [722, 88, 677],
  S: [667, 47, 621],
  T: [611, 22, 590],
  U: [722, 81, 645],
  V: [667, 17, 654],
  W: [944, 13, 935],
  X: [667, 22, 647],
  Y: [667, 17, 653],
  Z: [611, 30, 581],
  '0': [556, 41, 512],
  '1': [556, 89, 427],
  '2': [556, 42, 508],
  '3': [556, 35, 509],
  '4': [556, 25, 523],
  '5': [556, 38, 514],
  '6': [556, 47, 513],
  '7': [556, 49, 513],
  '8': [556, 40, 513],
  '9': [556, 42, 509],
  '.': [278, 89, 189],
  ',': [278, 88, 190],
  '-': [333, 45, 286],
  '/': [278, -4, 281],
  "'": [191, 49, 141],
  '(': [333, 68, 309],
  ')': [333, 22, 263],
  ' ': [278, 0, 0],
}

const BOLD: Readonly<Record<string, CharWidths>> = {
  A: [722, 25, 699],
  B: [722, 74, 671],
  C: [722, 43, 690],
  D: [722, 72, 681],
  E: [667, 73, 626],
  F: [611, 70, 580],
  G: [778, 42, 713],
  H: [722, 67, 656],
  I: [278, 65, 212],
  J: [556, 20, 487],
  K: [722, 70, 715],
  L: [611, 73, 580],
  M: [833, 66, 771],
  N: [722, 67, 658],
  O: [778, 41, 739],
  P: [667, 71, 633],
  Q: [778, 42, 740],
  R: [722, 73, 689],
  S: [667, 30, 630],
  T: [611, 13, 599],
  U: [722, 68, 658],
  V: [667, 15, 654],
  W: [944, 7, 937],
  X: [667, 15, 656],
  Y: [667, 22, 650],
  Z: [611, 30, 580],
  '0': [556, 34, 516],
  '1': [556, 65, 453],
  '2': [556, 32, 516],
  '3': [556, 26, 518],
  '4': [556, 20, 536],
  '5': [556, 29, 523],
  '6': [556, 34, 520],
  '7': [556, 36, 520],
  '8': [556, 27, 525],
  '9': [556, 31, 518],
  '.': [278, 66, 211],
  ',': [278, 66, 212],
  '-': [333, 33, 295],
  '/': [278, -1, 280],
  "'": [238, 52, 187],
  '(': [333, 45, 318],
  ')': [333, 11, 284],
  ' ': [278, 0, 0],
}

/** Width of one character; undefined for one that is not in the table. */
export function charWidths(character: string, weight: LetterWeight): CharWidths | undefined {
  return (weight === 'bold' ? BOLD : REGULAR)[character]
}

/** Pairs of these letters are pulled together by up to `PAIR_PULL` by typesetters that kern, not at all by others. */
const PULLED: ReadonlySet<string> = new Set('ALPTVWYFR')
const PAIR_PULL = 0.06

/** Whether typesetters that kern pull these two together. */
export const isPulledPair = (a: string, b: string): boolean => PULLED.has(a) && PULLED.has(b)

/** What the ink of one line of text spans, in type sizes. */
interface TextSpan {
  /** From the left edge of the first character's ink to the right edge of the last one's: most, and least with kerning. */
  readonly most: number
  readonly least: number
  /** From the text's origin to the left edge of its ink. */
  readonly left: number
}

/** Span of a text's ink; null where it holds a character of unknown width. */
export function spanOf(text: string, weight: LetterWeight): TextSpan | null {
  const widths = Array.from(text, (character) => charWidths(character, weight))
  const first = widths[0]
  const last = widths.at(-1)
  if (!first || !last || widths.includes(undefined)) return null
  const advance = widths.reduce((sum, width) => sum + (width?.[0] ?? 0), 0)
  const most = (advance - first[1] - (last[0] - last[2])) / 1000
  let pairs = 0
  for (let i = 1; i < text.length; i++) if (isPulledPair(text[i - 1]!, text[i]!)) pairs++
  return { most, least: most - PAIR_PULL * pairs, left: first[1] / 1000 }
}
