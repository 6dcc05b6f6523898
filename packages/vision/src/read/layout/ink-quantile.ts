/** Resolution of the answer: ink levels are 0–1. */
const BINS = 512

/** Quantiles of ink levels (0–1), each `shares` entry 0–1, by histogram: sorting a line costs more than reading it should. */
export function inkQuantiles(levels: Float32Array, shares: readonly number[]): readonly number[] {
  const histogram = new Uint32Array(BINS)
  for (let i = 0; i < levels.length; i++) {
    const bin = (levels[i]! * BINS) | 0
    histogram[bin < 0 ? 0 : bin < BINS ? bin : BINS - 1]!++
  }
  return shares.map((share) => {
    let below = 0
    let bin = 0
    while (bin < BINS - 1 && (below += histogram[bin]!) < share * levels.length) bin++
    return (bin + 0.5) / BINS
  })
}
