import type { LineCrop } from './crop-line.ts'

/** Sizes of `+` and `-` beside a letter in Arial with room for blur, in cap heights. */
const MIN_WIDTH = 0.2
const MAX_WIDTH = 0.95
const MAX_GAP = 0.5
/** A plus is at least this high, a minus at most. */
const PLUS_HEIGHT = 0.36
/** Both stand this near to the capitals' middle or a little below it, in cap heights. */
const MAX_OFF_CENTRE = 0.3
/** Grey levels of a crop (paper 1, ink −1) below this are ink. */
const INK_LEVEL = 0
/** A column with fewer inked rows is a gap. */
const MIN_ROWS = 2

/**
 * The rhesus sign by its shape: a run of ink right after the letter at `letterX` (tensor px), as wide as a sign and as
 * high as a plus or a minus; null where there is none. Recognisers drop a lone sign at a line's end.
 */
export function readRhesus(crop: LineCrop, letterX: number, capPx: number): '+' | '-' | null {
  const [, , height = 0, width = 0] = crop.tensor.shape
  const { data } = crop.tensor
  const rows = (x: number) => {
    const inked: number[] = []
    for (let y = 0; y < height; y++) if (data[y * width + x]! < INK_LEVEL) inked.push(y)
    return inked
  }
  const isInk = (x: number) => x < width && rows(x).length >= MIN_ROWS
  let letterEnd = Math.round(letterX)
  while (isInk(letterEnd)) letterEnd++
  let start = letterEnd
  while (start < width && !isInk(start)) start++
  let end = start
  let top = height
  let bottom = 0
  for (; isInk(end); end++) {
    for (const y of rows(end)) {
      top = Math.min(top, y)
      bottom = Math.max(bottom, y + 1)
    }
  }
  const caps = (px: number) => px / capPx
  const isSign =
    start - letterEnd > 0 &&
    caps(start - letterEnd) < MAX_GAP &&
    caps(end - start) > MIN_WIDTH &&
    caps(end - start) < MAX_WIDTH &&
    Math.abs((top + bottom) / 2 - height / 2) < MAX_OFF_CENTRE * capPx
  if (!isSign) return null
  return caps(bottom - top) >= PLUS_HEIGHT ? '+' : '-'
}
