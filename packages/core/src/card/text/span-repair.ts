import type { Repair } from '../card-reading.ts'

/** The one stretch in which `fixed` differs from `raw`, as a repair; none when they are equal. */
export function spanRepair(raw: string, fixed: string, rule: string): readonly Repair[] {
  if (raw === fixed) return []
  const shorter = Math.min(raw.length, fixed.length)
  let head = 0
  while (head < shorter && raw[head] === fixed[head]) head++
  let tail = 0
  while (tail < shorter - head && raw.at(-1 - tail) === fixed.at(-1 - tail)) tail++
  return [
    {
      index: head,
      from: raw.slice(head, raw.length - tail),
      to: fixed.slice(head, fixed.length - tail),
      rule,
    },
  ]
}
