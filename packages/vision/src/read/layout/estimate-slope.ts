import type { InkMap } from './ink-map.ts'
import type { Slope } from './ink-runs.ts'

/** Region with labels and values, 0–1 of the card. */
const TEXT = { x0: 0.03, x1: 0.66, y0: 0.18, y1: 0.92 } as const
/** Residual slope after rectification that is looked for: ±1.8°, as tan. */
const MAX_SLOPE = 0.032
const STEP = 0.002
/** Every how many columns ink is sampled. */
const STRIDE_X = 8

/** The slope at which the rows of print are sharpest: the sum of squares of the row profile is greatest there. */
export function estimateSlope(map: InkMap, threshold: number): Slope {
  const { width, height, data } = map
  const pivotX = Math.round(((TEXT.x0 + TEXT.x1) / 2) * width)
  const y0 = Math.round(TEXT.y0 * height)
  const y1 = Math.round(TEXT.y1 * height)
  const columns: { readonly dx: number; readonly inked: readonly number[] }[] = []
  for (let x = Math.round(TEXT.x0 * width); x < Math.round(TEXT.x1 * width); x += STRIDE_X) {
    const inked: number[] = []
    for (let y = y0; y < y1; y++) if (data[y * width + x]! >= threshold) inked.push(y)
    columns.push({ dx: x - pivotX, inked })
  }
  const rows = new Uint32Array(2 * height)
  const energy = (slope: number) => {
    rows.fill(0)
    for (const { dx, inked } of columns) {
      const shift = Math.round(height / 2 - slope * dx)
      for (const y of inked) rows[y + shift]!++
    }
    let sum = 0
    for (const row of rows) sum += row * row
    return sum
  }
  let best = 0
  let bestEnergy = energy(0)
  for (let slope = -MAX_SLOPE; slope <= MAX_SLOPE; slope += STEP) {
    const value = energy(slope)
    if (value > bestEnergy) {
      best = slope
      bestEnergy = value
    }
  }
  for (const slope of [best - STEP / 2, best + STEP / 2]) {
    const value = energy(slope)
    if (value > bestEnergy) {
      best = slope
      bestEnergy = value
    }
  }
  return { perPx: best, pivotX }
}
