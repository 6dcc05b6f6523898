import type { InkMap } from './ink-map.ts'
import type { LineBox } from './line-box.ts'

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

/**
 * Right end, px, of a blown-out patch that hides a part of a line or may hide how it goes on; null where all of the line is to be
 * seen. `limitX` is where the line must have ended.
 */
export function findOcclusion(ink: InkMap, line: LineBox, limitX: number): number | null {
  if (ink.usualPaper >= BRIGHT_PAPER) return null
  const cap = line.bottom - line.top
  const middleX = (line.x0 + line.x1) / 2
  const end = Math.min(limitX, ink.width)
  let start = -1
  for (let x = Math.max(0, Math.round(line.x0)); x <= end; x++) {
    if (x < end && isHidden(ink, x, line, middleX)) {
      if (start < 0) start = x
      continue
    }
    if (start >= 0 && x - start >= MIN_WIDTH_CAPS * cap) {
      return start <= line.x1 + REACH_CAPS * cap ? x : null
    }
    start = -1
  }
  return null
}

function isHidden(ink: InkMap, x: number, line: LineBox, middleX: number): boolean {
  const shift = line.slope * (x - middleX)
  const top = Math.max(0, Math.round(line.top + shift))
  const bottom = Math.min(ink.height, Math.round(line.bottom + shift))
  let blown = 0
  for (let y = top; y < bottom; y++) if (ink.brightest[y * ink.width + x]! >= BLOWN) blown++
  return blown >= HIDDEN_SHARE * (bottom - top)
}
