/** A share of events with its exact bounds. */
export interface Rate {
  /** 0–1; null where there was nothing to count. */
  readonly value: number | null
  /** One-sided 95 % Clopper–Pearson bounds: the true rate is at least `low`, and is at most `high`, each with 95 % confidence. */
  readonly low: number
  readonly high: number
  readonly n: number
}

/** One-sided, as test laboratories and pad.md §5.1 state it: 0 of 150 proves at most 1.98 %. */
const CONFIDENCE = 0.95
/** Halvings of 0–1: beyond double precision. */
const BISECTIONS = 60

/** A binomial rate with its Clopper–Pearson bounds. `events` of `n`, whole numbers. */
export function rateOf(events: number, n: number): Rate {
  if (n === 0) return { value: null, low: 0, high: 1, n }
  const alpha = 1 - CONFIDENCE
  return {
    value: events / n,
    low: events === 0 ? 0 : solve((p) => 1 - atMost(events - 1, n, p) >= alpha),
    high: events === n ? 1 : solve((p) => atMost(events, n, p) <= alpha),
    n,
  }
}

/** The least probability from which `holds` is true; it must be monotone. */
function solve(holds: (p: number) => boolean): number {
  let [low, high] = [0, 1]
  for (let i = 0; i < BISECTIONS; i++) {
    const middle = (low + high) / 2
    if (holds(middle)) high = middle
    else low = middle
  }
  return high
}

/**
 * Probability of at most `k` events of `n`, summed from its definition. Clopper and Pearson (1934) define their bounds by this
 * tail; the incomplete beta function is its closed form, and a library for it would bring 226 packages.
 */
export function atMost(k: number, n: number, p: number): number {
  if (p <= 0) return 1
  if (p >= 1) return k >= n ? 1 : 0
  const odds = Math.log(p) - Math.log1p(-p)
  let term = n * Math.log1p(-p)
  let sum = 0
  for (let i = 0; i <= k; i++) {
    sum += Math.exp(term)
    term += Math.log((n - i) / (i + 1)) + odds
  }
  return Math.min(1, sum)
}
