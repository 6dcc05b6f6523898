import type { RgbImage } from '../../image/image.ts'

/** Where the edge may lie and what spans it, 0–1 of the card (ktp-domain §3.8 ± location error). */
const LEFT = { from: 0.655, to: 0.745, y0: 0.26, y1: 0.58, usual: 0.69 } as const
/** A photo's edge changes at least this much, summed over three channels of 0–255, along most of its length. */
const MIN_EDGE = 10
/** This quantile along the line must change: a line of text changes in half of its columns only. */
const EDGE_QUANTILE = 0.25
/** Half the distance over which the change is measured, px. */
const REACH_PX = 3
/** Every how many pixels an edge is sampled along its length. */
const STRIDE_PX = 4

/** The left edge of the photo, px: the upright line with the greatest change along nearly all of it. */
export function findPhotoLeft(card: RgbImage): number {
  const { width, height, data } = card
  const change = (a: number, b: number) =>
    Math.abs(data[a]! - data[b]!) +
    Math.abs(data[a + 1]! - data[b + 1]!) +
    Math.abs(data[a + 2]! - data[b + 2]!)
  let best = Math.round(LEFT.usual * width)
  let bestChange = MIN_EDGE
  for (let x = Math.round(LEFT.from * width); x <= LEFT.to * width; x++) {
    const changes: number[] = []
    for (let y = Math.round(LEFT.y0 * height); y < LEFT.y1 * height; y += STRIDE_PX) {
      const at = (y * width + x) * 3
      changes.push(change(at - REACH_PX * 3, at + REACH_PX * 3))
    }
    changes.sort((a, b) => a - b)
    const change25 = changes[Math.floor(EDGE_QUANTILE * changes.length)] ?? 0
    if (change25 > bestChange) {
      best = x
      bestChange = change25
    }
  }
  return best
}
