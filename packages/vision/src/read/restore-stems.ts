import { columnMeans, columnRuns } from './column-ink.ts'
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
/** A stroke this far right of the last character's middle, in cap heights, is not part of it: time steps are 0.4 wide. */
const TRAILING_REACH = { short: 0.67, long: 0.85 } as const
/** Up to so many characters a lost one shows in the line's width; a name that gained an I would be worse than one less. */
const SHORT_LINE = 3
/** Mean ink of such a stroke, blurred, and how near to the line's end it must stand, in cap heights. */
const TRAILING_INK = 0.45
const TRAILING_END = 0.28
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
      lost.push(stemAt(stem / width))
    }
  }
  const reach = chars.length <= SHORT_LINE ? TRAILING_REACH.short : TRAILING_REACH.long
  const last = trailingStem(crop, cap, chars.at(-1), reach)
  if (lost.length === 0 && last !== null) lost.push(stemAt(last / width))
  return lost.length === 0 ? chars : [...chars, ...lost].sort((a, b) => a.position - b.position)
}

const stemAt = (position: number): DecodedChar => ({
  char: 'I',
  confidence: STEM_CONFIDENCE,
  alternatives: [{ char: 'I', p: STEM_CONFIDENCE }],
  position,
})

/**
 * The full-height stroke that ends a line beyond its last character, tensor px; null where there is none. Blur joins a last
 * I to the letter before it (`WNI` reads as `WN`), but no letter reaches so far from its middle.
 */
function trailingStem(
  crop: LineCrop,
  cap: number,
  last: DecodedChar | undefined,
  reach: number,
): number | null {
  const width = crop.tensor.shape[3] ?? 0
  const end = columnRuns(crop).findLast((run) => run.isInk && run.peak >= TRAILING_INK)?.end ?? 0
  if (last === undefined || last.char === 'I') return null
  const from = Math.ceil(last.position * width + reach * cap)
  const means = columnMeans(crop)
  let best = -1
  for (let x = from; x < end; x++) if (best < 0 || means[x]! > means[best]!) best = x
  if (best < 0 || means[best]! < TRAILING_INK || end - best > TRAILING_END * cap) return null
  return best
}

/** Middles of the lone strokes of full height, tensor px. */
function findStems(crop: LineCrop, cap: number): number[] {
  return columnRuns(crop).flatMap((run) => {
    const caps = (run.end - run.start) / cap
    const isStem = run.isInk && run.peak >= STEM_INK && caps >= STEM_MIN_CAPS && caps <= STEM_MAX_CAPS
    return isStem ? [(run.start + run.end) / 2] : []
  })
}
