import type { Vote, VoteEvidence, Voter } from '@kartu/core'
import type { Evidence } from '../evidence.ts'
import type { RgbImage } from '../image/image.ts'
import { READING_WIDTH_PX } from '../read/read-rows.ts'
import { findGlyphs, type GlyphBox } from '../signal/line-glyphs.ts'
import { median, ramp } from '../signal/order-statistics.ts'

/** Below this glyph height in the frame itself, strokes are one or two pixels and their edges say little (pad.md §4.2). */
const GLYPH_HEIGHT_MIN_PX = 14
const NIK_DIGITS = 16
/** Cap height of the NIK over card height: 0.045 in print (ktp-domain §3.8: type of 0.056–0.067), body text half of that. */
const DIGIT_HEIGHT_LOW = 0.032
const DIGIT_HEIGHT_HIGH = 0.06
/** A digit's deviation, as a share of pitch or height, that print and photograph together leave, and one that is plain. */
const OFFSET_PRINTED = 0.16
const OFFSET_PLAIN = 0.32
/** Difference of ink weight or height of one digit against the line's median, as a natural logarithm. */
const SIZE_PRINTED = 0.14
const SIZE_PLAIN = 0.3
/** pad.md §4.2: one odd digit may be wear or glare; two are a retyped number. */
const ODD_DIGITS = 2
/** How far the outline of a reading line is widened, as a share of its height. */
const PADDING = 0.25

/** The digits of the number as printed; null unless exactly sixteen separate shapes of like height were found. */
function nikGlyphs(evidence: Evidence, card: RgbImage): readonly GlyphBox[] | null {
  const line = evidence.reading.lines.find(({ field }) => field === 'nik')
  if (!line) return null
  const pad = PADDING * (line.y1 - line.y0) * card.height
  const region = {
    x0: line.x0 * card.width - pad,
    x1: line.x1 * card.width + pad,
    y0: line.y0 * card.height - pad,
    y1: line.y1 * card.height + pad,
  }
  const glyphs = findGlyphs(card, region, DIGIT_HEIGHT_LOW * card.height, DIGIT_HEIGHT_HIGH * card.height)
  return glyphs.length === NIK_DIGITS ? glyphs : null
}

/** Slope and offset of the median-of-slopes line through (i, values[i]): outliers do not tilt it (Theil–Sen). */
function robustLine(values: readonly number[]): { readonly slope: number; readonly offset: number } {
  const slopes: number[] = []
  for (let i = 0; i < values.length; i++) {
    for (let j = i + 1; j < values.length; j++) slopes.push((values[j]! - values[i]!) / (j - i))
  }
  const slope = median(slopes)
  return { slope, offset: median(values.map((value, i) => value - slope * i)) }
}

function vote(evidence: Evidence): Vote {
  const card = evidence.rectified(evidence.bestFrame, READING_WIDTH_PX)
  const located = evidence.cards[evidence.bestFrame]
  if (!card || !located) return { kind: 'abstained', reason: 'No frame shows a card to measure print on.' }
  const digits = nikGlyphs(evidence, card)
  if (!digits)
    return { kind: 'abstained', reason: 'The digits of the NIK could not be told apart one by one.' }
  const heights = digits.map((digit) => digit.y1 - digit.y0)
  const height = median(heights)
  const heightInFrame = (height * located.widthPx) / READING_WIDTH_PX
  if (heightInFrame < GLYPH_HEIGHT_MIN_PX) {
    return {
      kind: 'abstained',
      reason: 'The digits of the NIK are too small in the frame to measure their print.',
      evidence: { glyphHeightPx: Number(heightInFrame.toFixed(1)) },
    }
  }
  const centres = digits.map((digit) => (digit.x0 + digit.x1) / 2)
  const feet = digits.map((digit) => digit.y1)
  const lattice = robustLine(centres)
  const baseline = robustLine(feet)
  const offPitch = centres.map((x, i) => Math.abs(x - lattice.offset - lattice.slope * i) / lattice.slope)
  const offBaseline = feet.map((y, i) => Math.abs(y - baseline.offset - baseline.slope * i) / height)
  const offHeight = heights.map((h) => Math.abs(Math.log(h / height)))
  const oddness = digits.map((_, i) =>
    Math.max(
      ramp(offPitch[i]!, OFFSET_PRINTED, OFFSET_PLAIN),
      ramp(offBaseline[i]!, OFFSET_PRINTED, OFFSET_PLAIN),
      ramp(offHeight[i]!, SIZE_PRINTED, SIZE_PLAIN),
    ),
  )
  // The second oddest decides: one digit alone may be worn, blotted or lit.
  const suspicion = 0.05 + 0.9 * (oddness.toSorted((a, b) => b - a)[ODD_DIGITS - 1] ?? 0)
  const measured: VoteEvidence = {
    glyphHeightPx: Number(heightInFrame.toFixed(1)),
    largestPitchError: Number(Math.max(...offPitch).toFixed(3)),
    largestBaselineError: Number(Math.max(...offBaseline).toFixed(3)),
    largestHeightError: Number(Math.max(...offHeight).toFixed(3)),
    oddDigits: oddness.filter((value) => value > 0.5).length,
  }
  return {
    kind: 'scored',
    suspicion,
    reason:
      suspicion > 0.5
        ? 'Digits of the NIK stand off its even pitch, baseline or height.'
        : 'The digits of the NIK keep one pitch, baseline and height.',
    evidence: measured,
  }
}

/** Is the number set as the personalisation printer sets it? The geometric part of pad.md §4.2. */
export const fontMatch: Voter<Evidence> = {
  id: 'font_match',
  family: 'tamper',
  measures:
    'The NIK is set in a monospaced face: its sixteen digits keep one pitch, one baseline and one height.',
  blindTo: 'Other fields, and a number retyped in a like face with a like pitch.',
  needs: ['the NIK located', 'its digits at least 14 px high in the frame'],
  vote,
}
