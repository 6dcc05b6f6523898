import type { LlrKnot } from '@kartu/core'

/** Equal bins of suspicion, 0–1. */
const BINS = 10
/** Jeffreys' prior: a bin that was never met is not impossible. */
const PSEUDO_COUNT = 0.5
/** Nats; a few hundred simulated captures can't vouch for more: 1 in 50. */
const MOST_TRUST = 4

/**
 * Log-likelihood ratio of genuine against attack over a voter's suspicion where it spoke: shares a bin, species weighing alike, made
 * non-increasing by pooling adjacent violators (Ayer et al. 1955).
 * @param genuine suspicions of genuine captures
 * @param attacks suspicions by species, with the number of that species' captures, spoken or not
 */
export function fitCurve(
  genuine: readonly number[],
  attacks: readonly { readonly suspicions: readonly number[]; readonly captures: number }[],
): LlrKnot[] {
  const genuineShares = shares(genuine.map(binOf), 1)
  const heard = attacks.flatMap(({ suspicions }) => suspicions.map(binOf))
  const weights = attacks.flatMap(({ suspicions, captures }) => suspicions.map(() => 1 / captures))
  const scale =
    heard.length /
    Math.max(
      1e-9,
      weights.reduce((sum, weight) => sum + weight, 0),
    )
  const attackShares = shares(heard, (index) => weights[index]! * scale)
  const pooled = poolViolators(
    genuineShares.map((share, bin) => ({
      bins: [bin],
      genuine: share,
      attack: attackShares[bin]!,
    })),
  )
  return pooled.flatMap(({ bins, genuine: g, attack }) => {
    const llr = Math.max(-MOST_TRUST, Math.min(MOST_TRUST, Math.log(g / attack)))
    const [first = 0, last = first] = [bins[0], bins.at(-1)]
    const knot = (bin: number) => ({ suspicion: (bin + 0.5) / BINS, llr: Number(llr.toFixed(2)) })
    return first === last ? [knot(first)] : [knot(first), knot(last)]
  })
}

const binOf = (suspicion: number): number => Math.min(BINS - 1, Math.floor(suspicion * BINS))

function shares(bins: readonly number[], weight: number | ((index: number) => number)): number[] {
  const counts = Array.from({ length: BINS }, () => PSEUDO_COUNT)
  for (const [index, bin] of bins.entries())
    counts[bin]! += typeof weight === 'number' ? weight : weight(index)
  const total = counts.reduce((sum, count) => sum + count, 0)
  return counts.map((count) => count / total)
}

interface Pool {
  readonly bins: readonly number[]
  readonly genuine: number
  readonly attack: number
}

function poolViolators(bins: readonly Pool[]): Pool[] {
  const pools: Pool[] = []
  for (const bin of bins) {
    let pool = bin
    for (
      let last = pools.at(-1);
      last && last.genuine * pool.attack < pool.genuine * last.attack;
      last = pools.at(-1)
    ) {
      pools.pop()
      pool = {
        bins: [...last.bins, ...pool.bins],
        genuine: last.genuine + pool.genuine,
        attack: last.attack + pool.attack,
      }
    }
    pools.push(pool)
  }
  return pools
}
