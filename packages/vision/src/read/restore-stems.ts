import { columnRuns } from './column-ink.ts'
import type { LineBox, LineCrop } from './crop-line.ts'
import type { DecodedChar } from './decode-ctc.ts'

/**
 * In Arial the capital I is the only full-height stroke that stands alone (`1` has a flag, `L` a foot). A run of ink at
 * most this wide, in cap heights, is one; blur widens it, so the bound is near twice the stroke.
 */
const STEM_MAX_CAPS = 0.3
const STEM_MIN_CAPS = 0.06
/** Mean ink of its best column: a full-height stroke, not a point or a hyphen. */
const STEM_INK = 0.62
/** A decoded I belongs to a stem this near, in cap heights. */
const OWN_REACH = 0.5
/** A stem this near to another decoded character's middle is part of that one. */
const FOREIGN_REACH = 0.34
/** Certainty of a character known by its stroke alone. */
const STEM_CONFIDENCE = 0.8
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
  return columnRuns(crop).flatMap((run) => {
    const caps = (run.end - run.start) / cap
    const isStem = run.isInk && run.peak >= STEM_INK && caps >= STEM_MIN_CAPS && caps <= STEM_MAX_CAPS
    return isStem ? [(run.start + run.end) / 2] : []
  })
}
