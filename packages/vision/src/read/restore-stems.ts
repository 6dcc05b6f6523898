import type { LineBox, LineCrop } from './crop-line.ts'
import type { DecodedChar } from './decode-ctc.ts'

/**
 * In Arial the capital I is the only full-height stroke that stands alone (`1` has a flag, `L` a foot). A run of ink at
 * most this wide, in cap heights, is one; blur widens it, so the bound is near twice the stroke.
 */
const STEM_MAX_CAPS = 0.3
const STEM_MIN_CAPS = 0.06
/** A stem covers this share of the capitals' height. */
const STEM_HEIGHT = 0.85
/** Grey levels of a crop (paper 1, ink −1) below this are ink. */
const INK_LEVEL = 0
/** A decoded I belongs to a stem this near, in cap heights. */
const OWN_REACH = 0.5
/** A stem this near to another decoded character's middle is part of that one. */
const FOREIGN_REACH = 0.34
/** Certainty of a character known by its stroke alone. */
const STEM_CONFIDENCE = 0.8
/** Share of the crop's rows between which capitals stand (29 of 48, see `cropLine`). */
const CAPITALS = 29 / 48

/**
 * Puts back capitals I that the recogniser swallowed: it merges neighbouring equal strokes, so that `GG. III` comes out
 * as `GG. II` with full confidence, while each stroke stands alone in the ink and can be counted.
 */
export function restoreStems(
  chars: readonly DecodedChar[],
  crop: LineCrop,
  line: LineBox,
): readonly DecodedChar[] {
  const width = crop.tensor.shape[3] ?? 0
  const cap = (line.bottom - line.top) * crop.scaleX
  const spare = chars.filter((char) => char.char === 'I').map((char) => char.position * width)
  const others = chars
    .filter((char) => char.char !== 'I' && char.char !== ' ')
    .map((char) => char.position * width)
  const lost: DecodedChar[] = []
  for (const stem of findStems(crop, cap)) {
    const own = spare.findIndex((position) => Math.abs(position - stem) < OWN_REACH * cap)
    if (own >= 0) spare.splice(own, 1)
    else if (others.every((position) => Math.abs(position - stem) > FOREIGN_REACH * cap)) {
      const position = stem / width
      lost.push({
        char: 'I',
        confidence: STEM_CONFIDENCE,
        alternatives: [{ char: 'I', p: STEM_CONFIDENCE }],
        position,
      })
    }
  }
  return lost.length === 0 ? chars : [...chars, ...lost].sort((a, b) => a.position - b.position)
}

/** Middles of the lone strokes of full height, tensor px. */
function findStems(crop: LineCrop, cap: number): number[] {
  const [, , height = 0, width = 0] = crop.tensor.shape
  const { data } = crop.tensor
  const top = Math.round((height * (1 - CAPITALS)) / 2)
  const bottom = Math.round((height * (1 + CAPITALS)) / 2)
  const stems: number[] = []
  let start = -1
  let tallest = 0
  for (let x = 0; x <= width; x++) {
    let inked = 0
    if (x < width) for (let y = top; y < bottom; y++) if (data[y * width + x]! < INK_LEVEL) inked++
    if (inked > 1 && start < 0) start = x
    if (inked > 1) tallest = Math.max(tallest, inked)
    if (inked <= 1 && start >= 0) {
      const caps = (x - start) / cap
      if (caps >= STEM_MIN_CAPS && caps <= STEM_MAX_CAPS && tallest >= STEM_HEIGHT * (bottom - top)) {
        stems.push((start + x) / 2)
      }
      start = -1
      tallest = 0
    }
  }
  return stems
}
