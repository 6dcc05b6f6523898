import type { InkMap } from './ink-map.ts'
import type { LineBox, RowLines } from './line-box.ts'

/** A brightest channel from here on is blown out: nothing printed there can be seen. */
const BLOWN = 250
/** Where the card's own paper is this bright, blown-out paper says nothing. */
const BRIGHT_PAPER = 235
/** A column of a line is hidden when this share of it is blown out. */
const HIDDEN_SHARE = 0.7
/** Fewer hidden columns hide no character, in cap heights. */
const MIN_WIDTH_CAPS = 0.7
/** A value may go on in what is hidden this near to its end, in cap heights: words stand closer. */
const REACH_CAPS = 1.6

/** Whether a blown-out patch hides a part of a line, or may hide how it begins or goes on. */
export function isOccluded(
  ink: InkMap,
  line: LineBox,
  { fromX, toX }: Pick<RowLines, 'fromX' | 'toX'>,
): boolean {
  if (ink.usualPaper >= BRIGHT_PAPER || ink.brightestPixel < BLOWN) return false
  const cap = line.bottom - line.top
  const middleX = (line.x0 + line.x1) / 2
  const start = Math.max(0, Math.round(fromX))
  const end = Math.min(toX, ink.width, line.x1 + REACH_CAPS * cap + MIN_WIDTH_CAPS * cap)
  let hidden = 0
  for (let x = start; x < end; x++) {
    hidden = isHidden(ink, x, line, middleX) ? hidden + 1 : 0
    if (hidden >= MIN_WIDTH_CAPS * cap) return true
  }
  return false
}

function isHidden(ink: InkMap, x: number, line: LineBox, middleX: number): boolean {
  const shift = line.slope * (x - middleX)
  const top = Math.max(0, Math.round(line.top + shift))
  const bottom = Math.min(ink.height, Math.round(line.bottom + shift))
  let blown = 0
  for (let y = top; y < bottom; y++) if (ink.brightest[y * ink.width + x]! >= BLOWN) blown++
  return bottom > top && blown >= HIDDEN_SHARE * (bottom - top)
}
