import type { RgbImage } from '../image/image.ts'

/** The two edges of the printed photo that bound text, in pixels of the rectified card. */
export interface PhotoEdges {
  readonly leftPx: number
  readonly bottomPx: number
}

/** Where the edges may lie and what spans them, 0–1 of the card (ktp-domain §3.8 ± location error). */
const LEFT = { from: 0.655, to: 0.745, y0: 0.26, y1: 0.58, usual: 0.69 } as const
const BOTTOM = { from: 0.58, to: 0.7, x0: 0.72, x1: 0.87, usual: 0.64 } as const
/** A photo's edge changes at least this much, summed over three channels of 0–255, along most of its length. */
const MIN_EDGE = 10
/** This quantile along the line must change: a line of text changes in half of its columns only. */
const EDGE_QUANTILE = 0.25
/** Half the distance over which the change is measured, px. */
const REACH_PX = 3
/** Every how many pixels an edge is sampled along its length. */
const STRIDE_PX = 4

/** Finds the left and the bottom edge of the photo as the straight line with the greatest change along nearly all of it. */
export function findPhoto(card: RgbImage): PhotoEdges {
  const { width, height, data } = card
  const change = (a: number, b: number) =>
    Math.abs(data[a]! - data[b]!) +
    Math.abs(data[a + 1]! - data[b + 1]!) +
    Math.abs(data[a + 2]! - data[b + 2]!)
  const leftPx = strongest(LEFT.from * width, LEFT.to * width, LEFT.usual * width, (x) => {
    const changes: number[] = []
    for (let y = Math.round(LEFT.y0 * height); y < LEFT.y1 * height; y += STRIDE_PX) {
      const at = (y * width + x) * 3
      changes.push(change(at - REACH_PX * 3, at + REACH_PX * 3))
    }
    return changes
  })
  const bottomPx = strongest(BOTTOM.from * height, BOTTOM.to * height, BOTTOM.usual * height, (y) => {
    const changes: number[] = []
    for (let x = Math.round(BOTTOM.x0 * width); x < BOTTOM.x1 * width; x += STRIDE_PX) {
      const at = (y * width + x) * 3
      changes.push(change(at - REACH_PX * width * 3, at + REACH_PX * width * 3))
    }
    return changes
  })
  return { leftPx, bottomPx }
}

function strongest(
  from: number,
  to: number,
  usual: number,
  changesAt: (position: number) => number[],
): number {
  let best = Math.round(usual)
  let bestChange = MIN_EDGE
  for (let position = Math.round(from); position <= to; position++) {
    const changes = changesAt(position).sort((a, b) => a - b)
    const change = changes[Math.floor(EDGE_QUANTILE * changes.length)] ?? 0
    if (change > bestChange) {
      best = position
      bestChange = change
    }
  }
  return best
}
