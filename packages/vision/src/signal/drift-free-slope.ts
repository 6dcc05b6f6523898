import { detrend, driftBasis } from './detrend.ts'

/** Of the squared prediction over all frames: where the known ones hold less, an answer would be all noise. */
const LEAST_SHARE = 0.1
/** Shorter predictions, squared, are rounding. */
const LEAST_LENGTH = 1e-9

/**
 * Slope of channels on what is predicted for them, drift removed, over the frames in which a channel is known (not NaN); NaN where
 * little of it was to be seen in them. A line of drift must be taken from the frames that are compared: prediction and channels come with theirs. One prediction
 * serves many patches, most of which are known in the same frames.
 */
export function driftFreeSlope(
  predicted: readonly ArrayLike<number>[],
  times: readonly number[],
): (seen: readonly Float64Array[]) => number {
  const expectations = predicted.map((channel) => expectationOf(channel, times))
  const whole = predicted.map((channel) => detrend(channel, driftBasis(times)))
  const all = whole.reduce((sum, channel) => sum + channel.reduce((part, v) => part + v * v, 0), 0)
  const least = Math.max(LEAST_LENGTH, LEAST_SHARE * all)
  return (seen) => {
    let [dot, length] = [0, 0]
    for (let c = 0; c < seen.length; c++) {
      const values = seen[c]!
      const expected = expectations[c]!(values)
      for (let k = 0; k < times.length; k++) {
        const value = values[k]!
        if (Number.isNaN(value)) continue
        dot += expected[k]! * value
        length += expected[k]! ** 2
      }
    }
    return length > least ? dot / length : NaN
  }
}

/** A prediction without drift over the frames in which values are known; worked out once for each set of frames. */
function expectationOf(
  predicted: ArrayLike<number>,
  times: readonly number[],
): (values: Float64Array) => Float64Array {
  const made = new Map<number, Float64Array>()
  return (values) => {
    let frames = 0
    for (let k = 0; k < times.length; k++) frames = 2 * frames + (Number.isNaN(values[k]!) ? 0 : 1)
    const known = made.get(frames)
    if (known) return known
    const taking = times.flatMap((_, k) => (Number.isNaN(values[k]!) ? [] : [k]))
    const free = detrend(
      taking.map((k) => predicted[k]!),
      driftBasis(taking.map((k) => times[k]!)),
    )
    const expected = new Float64Array(times.length)
    taking.forEach((k, i) => (expected[k] = free[i]!))
    made.set(frames, expected)
    return expected
  }
}
