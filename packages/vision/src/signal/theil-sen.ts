import { median } from './order-statistics.ts'

/** The median of slopes scatters by this much more than the best line through normal noise, for a dozen points or more. */
export const SEN_EXCESS = 1.06

interface RobustLine {
  readonly slope: number
  readonly offset: number
}

/** The median-of-slopes line through points: up to 29 % outliers do not tilt it (Theil 1950, Sen 1968). NaN without two places. */
export function theilSen(xs: ArrayLike<number>, ys: ArrayLike<number>): RobustLine {
  const slopes: number[] = []
  for (let i = 0; i < xs.length; i++) {
    for (let j = i + 1; j < xs.length; j++) {
      if (xs[j] !== xs[i]) slopes.push((ys[j]! - ys[i]!) / (xs[j]! - xs[i]!))
    }
  }
  const slope = median(slopes)
  return { slope, offset: median(Array.from(xs, (x, i) => ys[i]! - slope * x)) }
}

const OTHERS_LEAST = 4

/** Median of all other finite values, for each; NaN where there are fewer than four. */
export function medianOfOthers(values: ArrayLike<number>): readonly number[] {
  return Array.from(values, (_, i) => {
    const others = Array.from(values).filter((value, j) => j !== i && Number.isFinite(value))
    return others.length >= OTHERS_LEAST ? median(others) : NaN
  })
}
