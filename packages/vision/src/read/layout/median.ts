/** The middle one of some values, the upper of two middle ones; `otherwise` where there are none. */
export function median(values: readonly number[], otherwise: number): number {
  if (values.length === 0) return otherwise
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? otherwise
}
