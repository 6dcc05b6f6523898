import type { LocatedCard, Point } from '../card/located-card.ts'

/** A spatial frequency: cycles per pixel in a frame, or cycles per card width and height in card coordinates. */
export interface FrequencyVector {
  readonly x: number
  readonly y: number
}

/** ∂(frame x, frame y)/∂(card u, card v) at a place on the card, row-major. */
function jacobianAt(card: LocatedCard, { x: u, y: v }: Point): readonly [number, number, number, number] {
  const h = card.cardToFrame
  const w = u * h[6] + v * h[7] + h[8]
  const x = (u * h[0] + v * h[1] + h[2]) / w
  const y = (u * h[3] + v * h[4] + h[5]) / w
  return [(h[0] - x * h[6]) / w, (h[1] - x * h[7]) / w, (h[3] - y * h[6]) / w, (h[4] - y * h[7]) / w]
}

const CENTRE: Point = { x: 0.5, y: 0.5 }

/** Phase is the same in both coordinates (f·x = k·u), so frequencies map by the transposed Jacobian. */
export function toCardFrequency(f: FrequencyVector, card: LocatedCard, at: Point = CENTRE): FrequencyVector {
  const [a, b, c, d] = jacobianAt(card, at)
  return { x: a * f.x + c * f.y, y: b * f.x + d * f.y }
}

/** Inverse of `toCardFrequency`; perspective makes it differ from place to place, in card coordinates. */
export function toFrameFrequency(k: FrequencyVector, card: LocatedCard, at: Point = CENTRE): FrequencyVector {
  const [a, b, c, d] = jacobianAt(card, at)
  const determinant = a * d - b * c
  return { x: (d * k.x - c * k.y) / determinant, y: (a * k.y - b * k.x) / determinant }
}

/** Unit vectors of the directions in which text of an upright card line repeats: its two axes as seen in the frame. */
export function cardAxesInFrame(card: LocatedCard): readonly [FrequencyVector, FrequencyVector] {
  const unit = (f: FrequencyVector): FrequencyVector => {
    const length = Math.hypot(f.x, f.y)
    return { x: f.x / length, y: f.y / length }
  }
  return [unit(toFrameFrequency({ x: 1, y: 0 }, card)), unit(toFrameFrequency({ x: 0, y: 1 }, card))]
}

/** Where sampling at the frame's pixels puts a frequency that they cannot carry: within half a cycle per pixel. */
export function folded(f: FrequencyVector): FrequencyVector {
  return { x: f.x - Math.round(f.x), y: f.y - Math.round(f.y) }
}
