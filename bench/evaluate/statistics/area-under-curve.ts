export interface AreaUnderCurve {
  /** Probability that a genuine presentation scores above an attack, ties counting half; 0.5 is chance. */
  readonly value: number
  /** Standard error after Hanley and McNeil (Radiology 1982). */
  readonly standardError: number
}

/** Null where either side is empty. */
export function areaUnderCurve(
  genuine: readonly number[],
  attacks: readonly number[],
): AreaUnderCurve | null {
  const [n, m] = [genuine.length, attacks.length]
  if (n === 0 || m === 0) return null
  let wins = 0
  for (const g of genuine) for (const a of attacks) wins += g > a ? 1 : g === a ? 0.5 : 0
  const value = wins / (n * m)
  const q1 = value / (2 - value)
  const q2 = (2 * value * value) / (1 + value)
  const variance =
    (value * (1 - value) + (n - 1) * (q1 - value * value) + (m - 1) * (q2 - value * value)) / (n * m)
  return { value, standardError: Math.sqrt(Math.max(0, variance)) }
}
