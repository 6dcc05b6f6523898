import type { FieldName, Vote, Voter } from '@kartu/core'
import type { Evidence } from '../evidence.ts'
import { edgeSharpness } from '../signal/ink-segments.ts'
import { MAD_TO_SIGMA, median, ramp } from '../signal/order-statistics.ts'
import { settleScores, type PartScores } from '../signal/settled-scores.ts'
import { lineName, textLines, type TextLine } from '../signal/text-lines.ts'

/** Lines of the body that a card's own sharpness is taken from. */
const LINES_LEAST = 5
/** One standard deviation of ln sharpness from line to line of a genuine card, unless its own lines differ more. */
const SHARPNESS_LN = 0.06
/**
 * Type of another size or weight has edges of another share of straight strokes: how much softer than the body's they may look,
 * and how much that differs from card to card, as natural logarithms.
 */
const OTHER_TYPE: Partial<Readonly<Record<FieldName, { readonly usual: number; readonly spread: number }>>> =
  {
    nik: { usual: -0.1, spread: 0.09 },
    issueDate: { usual: 0.02, spread: 0.075 },
  }
/** Letters that make a line: a blood group has too few, a second line that the reader expected in vain none. */
const LETTERS_LEAST = 3
/** Fewer letters than this are mostly slants, or mostly stems, by chance: their sharpness scatters more. */
const LETTERS_EVEN = 7
/** Print that seems paler than this share of the body's, and sharper: lines of the ground were taken for part of its ink. */
const PALE_SHARE = 0.72
/** Scores that genuine print reaches, and that only other print does; robust standard deviations. */
const LOOK_AGAIN_FROM = 2.8
export const SCORE_PRINTED = 3
export const SCORE_PLAIN = 4.8

/** How much sharper or softer each line of one frame is than the card's own print. */
function scoreLines(evidence: Evidence, frame: number): PartScores {
  const all = textLines(evidence, frame)
  const contrast = median(all.map((line) => line.strip.contrast))
  const lines = all.flatMap((line) => {
    const sharpness = Math.log(edgeSharpness(line.strip))
    const letters = (line.text ?? line.segments).length
    const other = otherType(line)
    const isPale = line.strip.contrast < PALE_SHARE * contrast
    const isJudged = Number.isFinite(sharpness) && letters >= LETTERS_LEAST
    const widening = Math.max(1, Math.sqrt(LETTERS_EVEN / letters))
    return isJudged ? [{ line, sharpness, other, isPale, widening }] : []
  })
  const body = lines.filter(({ other }) => other === undefined).map(({ sharpness }) => sharpness)
  if (body.length < LINES_LEAST) return new Map()
  const usual = median(body)
  const sigma = Math.max(SHARPNESS_LN, MAD_TO_SIGMA * median(body.map((value) => Math.abs(value - usual))))
  return new Map(
    lines.flatMap(({ line, sharpness, other, isPale, widening }) => {
      const deviation = sharpness - usual - (other?.usual ?? 0)
      if (isPale && deviation > 0) return []
      const score = Math.abs(deviation) / (widening * Math.hypot(sigma, other?.spread ?? 0))
      return [[lineName(line), score] as const]
    }),
  )
}

const otherType = ({ fields }: TextLine) => fields.map((field) => OTHER_TYPE[field]).find(Boolean)

/** How far the sharpness of each line is from the card's own, robust standard deviations, over all frames looked at. */
export function sharpnessScores(evidence: Evidence): PartScores {
  return settleScores(
    evidence,
    (frame) => scoreLines(evidence, frame),
    LOOK_AGAIN_FROM,
    () => true,
  )
}

function vote(evidence: Evidence): Vote {
  const scores = sharpnessScores(evidence)
  if (scores.size === 0) {
    return { kind: 'abstained', reason: 'Too few lines show edges to compare their print.' }
  }
  const [oddest, score] = [...scores].reduce((a, b) => (b[1] > a[1] ? b : a))
  const suspicion = 0.05 + 0.9 * ramp(score, SCORE_PRINTED, SCORE_PLAIN)
  return {
    kind: 'scored',
    suspicion,
    reason:
      suspicion > 0.5
        ? `Edges of print are of another sharpness than the rest of the card: ${oddest}.`
        : 'All lines have edges of one sharpness.',
    evidence: {
      linesCompared: scores.size,
      oddestLine: oddest,
      oddestScore: Number(score.toFixed(2)),
    },
  }
}

/** Was every field printed by the same process? After pad.md §4.3: edge width of strokes against the other fields. */
export const fieldResidual: Voter<Evidence> = {
  id: 'field_residual',
  family: 'tamper',
  measures:
    'Print of one process has edges of one sharpness all over the card; a piece printed elsewhere, copied and pasted is softer.',
  blindTo: 'A pasted piece as sharp as the card itself, and differences that the camera’s own blur hides.',
  needs: ['the text located', 'five lines of the body with edges'],
  vote,
}
