import { cardHeightPx } from '../card/card-size.ts'
import { rectifyChannel } from '../card/rectify-region.ts'
import type { Evidence } from '../evidence.ts'
import { clearChannel } from './clear-channel.ts'

/** Fine enough that letters differ, coarse enough that a blurred frame still shows them. */
const COMPARE_WIDTH_PX = 400
/** Parts of the card, 0–1: what differs from card to card, the number and the rows' values, and the labels that all cards share. */
export const VALUES = { x0: 0.23, x1: 0.67, y0: 0.22, y1: 0.92, across: 2, down: 6 } as const
export const LABELS = { x0: 0.03, x1: 0.22, y0: 0.28, y1: 0.92, across: 1, down: 6 } as const
type Part = typeof VALUES | typeof LABELS
/** A card is never quite flat, nor found quite exactly: every piece of a part is compared where it fits best, within so many pixels. */
const USUAL_SHIFT_PX = 2
export const WIDE_SHIFT_PX = 7
/** Where a piece fits is sought in every so many of its rows. */
const ROW_STEP = 6

/** Steps of brightness from left to right: strokes of letters, without the lines of text that all cards share. */
interface Steps {
  readonly width: number
  readonly height: number
  readonly data: Float32Array
}

function stepsOf(evidence: Evidence, frame: number, part: Part): Steps | null {
  const picture = evidence.frames[frame]?.image
  const card = evidence.cards[frame]
  if (!picture || !card) return null
  const cardHeight = cardHeightPx(COMPARE_WIDTH_PX)
  const channel = clearChannel(evidence, frame)
  const { width, height, data } = rectifyChannel(picture, channel, card, COMPARE_WIDTH_PX, {
    x: Math.round(part.x0 * COMPARE_WIDTH_PX),
    y: Math.round(part.y0 * cardHeight),
    width: Math.round((part.x1 - part.x0) * COMPARE_WIDTH_PX),
    height: Math.round((part.y1 - part.y0) * cardHeight),
  })
  const steps = new Float32Array(width * height)
  for (let y = 0; y < height; y++)
    for (let at = y * width + 1, end = at + width - 2; at < end; at++)
      steps[at] = data[at + 1]! - data[at - 1]!
  return { width, height, data: steps }
}

/**
 * Correlation of a part of the card's print between frames, for one frame with many others: near 1 for one card, at most about a
 * third between two. Null where either frame shows no card.
 */
export function printAgreement(
  evidence: Evidence,
  reference: number,
  part: Part,
  shiftPx = USUAL_SHIFT_PX,
): (frame: number) => number | null {
  let known: Steps | null = null
  return (frame) => {
    const own = (known ??= stepsOf(evidence, reference, part))
    const other = own && stepsOf(evidence, frame, part)
    return other && compareSteps(own, other, part, shiftPx)
  }
}

/** Pieces weigh as the print in them does. */
function compareSteps(a: Steps, b: Steps, { across, down }: Part, shiftPx: number): number {
  const width = Math.floor(a.width / across)
  const height = Math.floor(a.height / down)
  const total = { dot: 0, own: 0, other: 0 }
  for (let row = 0; row < down; row++) {
    for (let column = 0; column < across; column++) {
      const piece = { x: column * width, y: row * height, width, height }
      const found = productsAt(a, b, piece, bestShift(a, b, piece, shiftPx), 1)
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

function bestShift(
  a: Steps,
  b: Steps,
  piece: Piece,
  shiftPx: number,
): { readonly dx: number; readonly dy: number } {
  let best = { dx: 0, dy: 0, correlation: -Infinity }
  for (let dy = -shiftPx; dy <= shiftPx; dy++) {
    for (let dx = -shiftPx; dx <= shiftPx; dx++) {
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
  const [left, right] = [Math.max(x, -dx), Math.min(x + width, b.width - dx)]
  const bottom = Math.min(y + height, b.height - dy)
  for (let row = Math.max(y, -dy); row < bottom; row += rowStep) {
    let i = row * a.width + left
    let j = (row + dy) * b.width + left + dx
    for (const end = i + right - left; i < end; i++, j++) {
      const one = a.data[i]!
      const two = b.data[j]!
      dot += one * two
      own += one * one
      other += two * two
    }
  }
  return { dot, own, other }
}
