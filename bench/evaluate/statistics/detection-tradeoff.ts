/** Scores of a presentation: higher is more genuine; −∞ where no threshold would accept it. */
export interface ScoredSet {
  readonly genuine: readonly number[]
  readonly attacks: ReadonlyMap<string, readonly number[]>
}

/** One threshold of the detection error trade-off: a score at or above it is accepted. */
export interface TradeoffPoint {
  readonly threshold: number
  /** Of the worst species: ISO/IEC 30107-3. */
  readonly apcer: number
  readonly worstSpecies: string | null
  readonly bpcer: number
}

/** AV-Rank of the IJCB ID-card competitions (pad.md §3.6): weights of BPCER10, BPCER20 and BPCER100. */
const AV_RANK_WEIGHTS = [0.2, 0.3, 0.5] as const
/** APCER that BPCER10, BPCER20 and BPCER100 are read at. */
const APCER_LIMITS = [0.1, 0.05, 0.01] as const

const share = (scores: readonly number[], isCounted: (score: number) => boolean): number =>
  scores.length === 0 ? 0 : scores.filter(isCounted).length / scores.length

/** Every distinct threshold, ascending, and last the one (+∞) that accepts nothing. */
export function tradeoffOf({ genuine, attacks }: ScoredSet): TradeoffPoint[] {
  const scores = [...genuine, ...[...attacks.values()].flat()].filter((score) => score > -Infinity)
  const thresholds = [...new Set(scores)].sort((a, b) => a - b)
  return [...thresholds, Infinity].map((threshold) => {
    let apcer = 0
    let worstSpecies: string | null = null
    for (const [species, own] of attacks) {
      const accepted = share(own, (score) => score >= threshold)
      if (accepted > apcer) [apcer, worstSpecies] = [accepted, species]
    }
    return { threshold, apcer, worstSpecies, bpcer: share(genuine, (score) => !(score >= threshold)) }
  })
}

/** The least BPCER among thresholds at which no species exceeds `apcerLimit`; +∞ always qualifies, so at worst 1. */
function bpcerAt(points: readonly TradeoffPoint[], apcerLimit: number): number {
  return Math.min(1, ...points.filter(({ apcer }) => apcer <= apcerLimit).map(({ bpcer }) => bpcer))
}

export interface RankedError {
  readonly bpcer10: number
  readonly bpcer20: number
  readonly bpcer100: number
  /** 0–1, less is better. */
  readonly avRank: number
}

export function rankError(points: readonly TradeoffPoint[]): RankedError {
  const [bpcer10, bpcer20, bpcer100] = APCER_LIMITS.map((limit) => bpcerAt(points, limit)) as [
    number,
    number,
    number,
  ]
  const [w10, w20, w100] = AV_RANK_WEIGHTS
  return { bpcer10, bpcer20, bpcer100, avRank: w10 * bpcer10 + w20 * bpcer20 + w100 * bpcer100 }
}
