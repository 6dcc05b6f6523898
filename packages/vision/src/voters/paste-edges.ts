import type { Vote, Voter } from '@kartu/core'
import type { Evidence } from '../evidence.ts'
import { lineGrounds, type LineGround } from '../signal/line-ground.ts'
import { ramp } from '../signal/order-statistics.ts'
import { settleScores, type PartScores } from '../signal/settled-scores.ts'

/**
 * ln light times stretches, at which a stripe all along a line is none of the card's own: the longer the line, the less of its artwork runs
 * beside all of it. A lighter ground on both sides is rarer than a darker one, which the letters' blur leaves, and a shadow's edge.
 */
const LIGHTER_ODD = 0.55
const DARKER_ODD = 1.05
const RELIEF_ODD = 1.15
/** Shares of that which genuine cards reach, and which only pieces stuck on do. */
export const EDGE_PRINTED = 1.02
export const EDGE_PLAIN = 1.32
const LOOK_AGAIN_FROM = 0.8
const LINES_LEAST = 5

/** How odd the ground of a line is, as a share of what is odd: lighter or darker on both sides, or lit on one and in shadow on the other. */
function scoreOf({ stretches, above, below }: LineGround): number {
  const relief = Math.max(Math.min(above.lighter, below.darker), Math.min(above.darker, below.lighter))
  return (
    stretches *
    Math.max(
      Math.min(above.lighter, below.lighter) / LIGHTER_ODD,
      Math.min(above.darker, below.darker) / DARKER_ODD,
      relief / RELIEF_ODD,
    )
  )
}

/** How odd the ground around each line is over all frames looked at, as a share of what is odd. */
export function groundScores(evidence: Evidence): PartScores {
  return settleScores(
    evidence,
    (frame) => new Map(lineGrounds(evidence, frame).map((line) => [line.name, scoreOf(line)] as const)),
    LOOK_AGAIN_FROM,
    () => true,
  )
}

function vote(evidence: Evidence): Vote {
  const scores = groundScores(evidence)
  if (scores.size < LINES_LEAST)
    return { kind: 'abstained', reason: 'Too few lines are long enough to compare the ground around them.' }
  const [oddest, score] = [...scores].reduce((a, b) => (b[1] > a[1] ? b : a))
  const suspicion = 0.05 + 0.9 * ramp(score, EDGE_PRINTED, EDGE_PLAIN)
  return {
    kind: 'scored',
    suspicion,
    reason:
      suspicion > 0.5
        ? `The ground along both sides of a line is not the card’s, as around a piece stuck on: ${oddest}.`
        : 'No line has edges or a ground of its own around it.',
    evidence: { linesCompared: scores.size, oddestLine: oddest, oddestScore: Number(score.toFixed(2)) },
  }
}

/**
 * Does a piece stuck over a value show by its ground or its edges? A strip of other paper is lighter or darker than the card, and thick enough
 * that a lamp lights one edge and leaves the opposite one in shadow; both run along the whole value. After pad.md §4.3, field against surroundings.
 */
export const pasteEdges: Voter<Evidence> = {
  id: 'paste_edges',
  family: 'tamper',
  measures:
    'The ground runs on between the rows of a card; a strip stuck over a value has edges along all of it, or a ground of its own.',
  blindTo:
    'A thin piece whose ground has the card’s own shade, and values too short to tell edges from artwork.',
  needs: ['the text located', 'five lines of some length'],
  vote,
}
