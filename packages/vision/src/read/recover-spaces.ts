import type { LineBox, LineCrop } from './crop-line.ts'
import type { DecodedChar } from './decode-ctc.ts'

/**
 * Gaps between letters in cap heights. Arial sets a space of 0.278 em, 0.39 of a capital's height, and at most 0.26 between
 * two letters; on simulated cards 700 to 900 px wide, 99.5 % of 2758 gaps inside words were at most 0.25 and 98 % of 288
 * spaces at least 0.34. A gap in between is a space only where the recogniser saw one too.
 */
const SURE_GAP = 0.32
const LIKELY_GAP = 0.22
/** A `1` leaves this much more to its right than letters do. */
const ONE_EXTRA = 0.16
/** Grey levels of a crop (paper 1, ink −1) below this are ink. */
const INK_LEVEL = 0
/** A column with more inked rows than this is no gap; one is noise. */
const GAP_ROWS = 1

/**
 * The decoded characters with spaces where the print has them. PP-OCR drops many spaces between words and invents few:
 * the white gaps of the line decide, its own spaces only where a gap is doubtful.
 */
export function recoverSpaces(
  chars: readonly DecodedChar[],
  crop: LineCrop,
  line: LineBox,
): readonly DecodedChar[] {
  const width = crop.tensor.shape[3] ?? 0
  const gaps = whiteGaps(crop)
  const capPx = (line.bottom - line.top) * crop.scaleX
  const result: DecodedChar[] = []
  let seenSpace: DecodedChar | null = null
  for (const char of chars) {
    if (char.char === ' ') {
      seenSpace = char
      continue
    }
    const before = result.at(-1)
    if (before) {
      const gap = widestGap(gaps, before.position * width, char.position * width) / capPx
      const extra = before.char === '1' ? ONE_EXTRA : 0
      if (gap > SURE_GAP + extra || (seenSpace !== null && gap > LIKELY_GAP + extra)) {
        const position = (before.position + char.position) / 2
        const confidence = Math.min(1, Math.max(0.5, gap / (SURE_GAP + extra)))
        result.push({ char: ' ', confidence, alternatives: [{ char: ' ', p: confidence }], position })
      }
    }
    seenSpace = null
    result.push(char)
  }
  return result
}

interface Gap {
  readonly start: number
  readonly end: number
}

function whiteGaps(crop: LineCrop): Gap[] {
  const [, , height = 0, width = 0] = crop.tensor.shape
  const gaps: Gap[] = []
  let start = -1
  for (let x = 0; x <= width; x++) {
    let inked = 0
    // The outer sixths are the neighbouring lines' descenders and accents.
    if (x < width) {
      for (let y = Math.round(height / 6); y < (height * 5) / 6; y++) {
        if (crop.tensor.data[y * width + x]! < INK_LEVEL) inked++
      }
    }
    const white = x < width && inked <= GAP_ROWS
    if (white && start < 0) start = x
    if (!white && start >= 0) {
      gaps.push({ start, end: x })
      start = -1
    }
  }
  return gaps
}

/** Width of the widest gap whose middle lies between two positions. */
function widestGap(gaps: readonly Gap[], from: number, to: number): number {
  let widest = 0
  for (const gap of gaps) {
    const middle = (gap.start + gap.end) / 2
    if (middle > from && middle < to) widest = Math.max(widest, gap.end - gap.start)
  }
  return widest
}
