/** One narrow run of ink right of a label: perhaps its colon. Pixels of the rectified card. */
export interface ColonCandidate {
  readonly x: number
  readonly y: number
}

/** The column of colons: its x at height y. */
export type ColonColumn = (y: number) => number

/** Candidates this close to a line through the column belong to it, 0–1 of the card's width. */
const REACH = 0.007
/** Fewer supporters make no column. */
const MIN_SUPPORT = 3
/** Where the column usually stands (ktp-domain §3.8). */
const USUAL_X = 0.295

/**
 * The straight column that most candidates support. Every row of a KTP has its colon at one x, so a wrong candidate in
 * one row (a stroke of the value, a speck) is outvoted. Falls back to the usual place.
 */
export function findColons(candidates: readonly ColonCandidate[], widthPx: number): ColonColumn {
  const reach = REACH * widthPx
  let best: readonly ColonCandidate[] = []
  for (const a of candidates) {
    for (const b of candidates) {
      // A column through two candidates may lean a little (residual perspective), or stand upright through one.
      const lean = a === b ? 0 : (b.x - a.x) / (b.y - a.y)
      if (!(Math.abs(lean) < 0.05)) continue
      const support = candidates.filter((c) => Math.abs(c.x - (a.x + lean * (c.y - a.y))) < reach)
      if (support.length > best.length) best = support
    }
  }
  if (best.length < MIN_SUPPORT) return () => USUAL_X * widthPx
  const meanX = best.reduce((sum, c) => sum + c.x, 0) / best.length
  const meanY = best.reduce((sum, c) => sum + c.y, 0) / best.length
  const spread = best.reduce((sum, c) => sum + (c.y - meanY) ** 2, 0)
  const lean = spread === 0 ? 0 : best.reduce((sum, c) => sum + (c.x - meanX) * (c.y - meanY), 0) / spread
  return (y) => meanX + lean * (y - meanY)
}
