import type { InkMap } from './ink-map.ts'
import type { Slope } from './ink-runs.ts'

/** Region with labels and values, 0–1 of the card. */
const TEXT = { x0: 0.03, x1: 0.66, y0: 0.18, y1: 0.92 } as const
/** Residual slope after rectification that is looked for: ±1.8°, as tan. */
const MAX_SLOPE = 0.032
/** The whole range in steps of the first, then around the best so far: a row's edge is still sharp half a step off. */
const STEPS = [0.004, 0.002, 0.001] as const
/** Every how many columns ink is sampled. */
const STRIDE_X = 8

/** The slope at which the rows of print are sharpest: the sum of squares of the row profile is greatest there. */
export function estimateSlope(map: InkMap, threshold: number): Slope {
  const { width, height, data } = map
  const pivotX = Math.round(((TEXT.x0 + TEXT.x1) / 2) * width)
  const y0 = Math.round(TEXT.y0 * height)
  const y1 = Math.round(TEXT.y1 * height)
  const columns: { readonly dx: number; readonly inked: Uint16Array }[] = []
  const inked = new Uint16Array(y1 - y0)
  for (let x = Math.round(TEXT.x0 * width); x < Math.round(TEXT.x1 * width); x += STRIDE_X) {
    const count = listInked(data, { x, y0, y1, width }, threshold, inked)
    columns.push({ dx: x - pivotX, inked: inked.slice(0, count) })
  }
  const rows = new Uint32Array(2 * height)
  const energy = (slope: number) => {
    rows.fill(0)
    for (const column of columns) {
      tally(rows, column.inked, Math.round(height / 2 - slope * column.dx))
    }
    return sumOfSquares(rows)
  }
  let best = 0
  let bestEnergy = energy(0)
  STEPS.forEach((step, i) => {
    const reach = i === 0 ? Math.round(MAX_SLOPE / step) : 1
    const middle = best
    for (let k = -reach; k <= reach; k++) {
      const slope = middle + k * step
      const value = k === 0 ? bestEnergy : energy(slope)
      if (value > bestEnergy) {
        best = slope
        bestEnergy = value
      }
    }
  })
  return { perPx: best, pivotX }
}

/** Writes the rows in which a column is inked into `to`; their number. */
function listInked(
  data: Uint8Array,
  column: { readonly x: number; readonly y0: number; readonly y1: number; readonly width: number },
  threshold: number,
  to: Uint16Array,
): number {
  const { x, y0, y1, width } = column
  let count = 0
  for (let y = y0; y < y1; y++) if (data[y * width + x]! >= threshold) to[count++] = y
  return count
}

function tally(rows: Uint32Array, inked: Uint16Array, shift: number): void {
  for (let i = 0; i < inked.length; i++) rows[inked[i]! + shift]!++
}

function sumOfSquares(rows: Uint32Array): number {
  let sum = 0
  for (let i = 0; i < rows.length; i++) sum += rows[i]! * rows[i]!
  return sum
}
