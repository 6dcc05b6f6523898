import { cardHeightPx } from '../card/card-size.ts'
import { rectifyRegion } from '../card/rectify-region.ts'
import type { Evidence } from '../evidence.ts'

/** Fine enough that letters differ, coarse enough that a blurred frame still shows them. */
const COMPARE_WIDTH_PX = 480
/** Parts of the card, 0–1: what differs from card to card, the number and the rows' values, and the labels that all cards share. */
const VALUES = { x0: 0.23, x1: 0.67, y0: 0.22, y1: 0.92, across: 2, down: 6 } as const
const LABELS = { x0: 0.03, x1: 0.22, y0: 0.28, y1: 0.92, across: 1, down: 6 } as const
type Part = typeof VALUES | typeof LABELS
/** A card is never quite flat, nor found quite exactly: every piece of a part is compared where it fits best. */
const SHIFT_PX = 2
/** Where a piece fits is sought in every so many of its rows. */
const ROW_STEP = 3

/** Steps of brightness from left to right: strokes of letters, without the lines of text that all cards share. */
interface Steps {
  readonly width: number
  readonly height: number
  readonly data: Float32Array
}

/** The print of one frame, ready to be compared. */
export interface PrintSteps {
  readonly values: Steps
  readonly labels: Steps
}

/** Null where the frame shows no card. */
export function printSteps(evidence: Evidence, frame: number): PrintSteps | null {
  const values = stepsOf(evidence, frame, VALUES)
  const labels = stepsOf(evidence, frame, LABELS)
  return values && labels ? { values, labels } : null
}

/** In the channel that shows the part brightest: a red flash leaves the others dark. */
function stepsOf(evidence: Evidence, frame: number, part: Part): Steps | null {
  const picture = evidence.frames[frame]?.image
  const card = evidence.cards[frame]
  if (!picture || !card) return null
  const cardHeight = cardHeightPx(COMPARE_WIDTH_PX)
  const { width, height, data } = rectifyRegion(picture, card, COMPARE_WIDTH_PX, {
    x: Math.round(part.x0 * COMPARE_WIDTH_PX),
    y: Math.round(part.y0 * cardHeight),
    width: Math.round((part.x1 - part.x0) * COMPARE_WIDTH_PX),
    height: Math.round((part.y1 - part.y0) * cardHeight),
  })
  const sums = [0, 0, 0]
  for (let i = 0; i < data.length; i += 3) for (let c = 0; c < 3; c++) sums[c]! += data[i + c]!
  const channel = sums.indexOf(Math.max(...sums))
  const steps = new Float32Array(width * height)
  for (let y = 0; y < height; y++)
    for (let x = 1, at = y * width + 1; x < width - 1; x++, at++)
      steps[at] = data[3 * (at + 1) + channel]! - data[3 * (at - 1) + channel]!
  return { width, height, data: steps }
}

/** Correlations of two frames' print: near 1 for one card, at most about a third between two. */
export interface PrintAgreement {
  readonly values: number
  /** Labels are alike on all cards: where even they differ, one of the frames was found askew or shows another layout. */
  readonly labels: number
}

export const comparePrint = (a: PrintSteps, b: PrintSteps): PrintAgreement => ({
  values: compareSteps(a.values, b.values, VALUES),
  labels: compareSteps(a.labels, b.labels, LABELS),
})

/** Pieces weigh as the print in them does. */
function compareSteps(a: Steps, b: Steps, { across, down }: Part): number {
  const width = Math.floor(a.width / across)
  const height = Math.floor(a.height / down)
  const total = { dot: 0, own: 0, other: 0 }
  for (let row = 0; row < down; row++) {
    for (let column = 0; column < across; column++) {
      const piece = { x: column * width, y: row * height, width, height }
      const found = productsAt(a, b, piece, bestShift(a, b, piece), 1)
      total.dot += found.dot
      total.own += found.own
      total.other += found.other
    }
  }
  return correlationOf(total)
}

interface Piece {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

interface Products {
  readonly dot: number
  readonly own: number
  readonly other: number
}

const correlationOf = ({ dot, own, other }: Products): number =>
  own > 0 && other > 0 ? dot / Math.sqrt(own * other) : 0

function bestShift(a: Steps, b: Steps, piece: Piece): { readonly dx: number; readonly dy: number } {
  let best = { dx: 0, dy: 0, correlation: -Infinity }
  for (let dy = -SHIFT_PX; dy <= SHIFT_PX; dy++) {
    for (let dx = -SHIFT_PX; dx <= SHIFT_PX; dx++) {
      const correlation = correlationOf(productsAt(a, b, piece, { dx, dy }, ROW_STEP))
      if (correlation > best.correlation) best = { dx, dy, correlation }
    }
  }
  return best
}

function productsAt(
  a: Steps,
  b: Steps,
  { x, y, width, height }: Piece,
  { dx, dy }: { readonly dx: number; readonly dy: number },
  rowStep: number,
): Products {
  let [dot, own, other] = [0, 0, 0]
  for (let row = y + SHIFT_PX; row < y + height - SHIFT_PX; row += rowStep) {
    let i = row * a.width + x + SHIFT_PX
    let j = (row + dy) * b.width + x + SHIFT_PX + dx
    for (const end = i + width - 2 * SHIFT_PX; i < end; i++, j++) {
      const one = a.data[i]!
      const two = b.data[j]!
      dot += one * two
      own += one * one
      other += two * two
    }
  }
  return { dot, own, other }
}
