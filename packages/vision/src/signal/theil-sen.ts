import { median } from './order-statistics.ts'

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

/** Others that one value is compared with, nearest first. */
const NEIGHBOURS = 8
/** Lines through two neighbours are not drawn out farther than this many times their distance. */
const EXTENT_MOST = 2.5
const PREDICTIONS_LEAST = 4
/** Median absolute deviation to standard deviation of a normal distribution. */
const MAD_TO_SIGMA = 1.4826

/** What neighbours say that a value should be, and how far apart they are about it (robust standard deviation). */
interface Expectation {
  readonly value: number
  readonly spread: number
}

/**
 * What each value should be by its neighbours alone: the median of the lines through any two of them, so that neither an odd
 * value nor a slow curve of the page counts. NaN where too few neighbours are finite.
 */
export function expectedByNeighbours(
  places: ArrayLike<number>,
  values: ArrayLike<number>,
): readonly Expectation[] {
  const usable = Array.from(values, (_, i) => i).filter((i) => Number.isFinite(values[i]))
  return Array.from(places, (place, i) => {
    const near = usable
      .filter((j) => j !== i)
      .sort((a, b) => Math.abs(places[a]! - place) - Math.abs(places[b]! - place))
      .slice(0, NEIGHBOURS)
    const predictions: number[] = []
    near.forEach((a, k) => {
      for (const b of near.slice(0, k)) {
        const along = (place - places[a]!) / (places[b]! - places[a]!)
        if (!(Math.abs(along) <= EXTENT_MOST && Math.abs(1 - along) <= EXTENT_MOST)) continue
        predictions.push(values[a]! + along * (values[b]! - values[a]!))
      }
    })
    const value = predictions.length >= PREDICTIONS_LEAST ? median(predictions) : NaN
    return { value, spread: MAD_TO_SIGMA * median(predictions.map((one) => Math.abs(one - value))) }
  })
}

/** Median of all other finite values, for each; NaN where there are fewer than four. */
export function medianOfOthers(values: ArrayLike<number>): readonly number[] {
  return Array.from(values, (_, i) => {
    const others = Array.from(values).filter((value, j) => j !== i && Number.isFinite(value))
    return others.length >= PREDICTIONS_LEAST ? median(others) : NaN
  })
}
