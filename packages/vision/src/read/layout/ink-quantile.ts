/** Counts of ink levels, `perLevel` bins each. */
export interface InkHistogram {
  readonly counts: Uint32Array
  readonly perLevel: number
}

const LEVELS = 256

export function openInkHistogram(perLevel: number): InkHistogram {
  return { counts: new Uint32Array(LEVELS * perLevel), perLevel }
}

/** Quantiles of ink levels (0–255), each `shares` entry 0–1, by histogram: sorting a line costs more than reading it should. */
export function inkQuantiles(
  { counts, perLevel }: InkHistogram,
  shares: readonly number[],
): readonly number[] {
  let total = 0
  for (let bin = 0; bin < counts.length; bin++) total += counts[bin]!
  return shares.map((share) => {
    let below = 0
    let bin = 0
    while (bin < counts.length - 1 && (below += counts[bin]!) < share * total) bin++
    // Whole levels are what they say, parts of levels their bin's middle.
    return perLevel === 1 ? bin : (bin + 0.5) / perLevel
  })
}
